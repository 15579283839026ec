// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/random/philox.hpp"
#include "common/tensor/tensor.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

/// @file
/// @brief Tensors for tests: random ones, and how far two of them are apart.

namespace warplight::tests {

/// Random F64 elements, evenly in [-scale, scale). Non-symmetric, the same for the same seed.
inline Tensor random_tensor(const Shape& shape, std::uint64_t seed, double scale = 1) {
  std::vector<double> values(static_cast<std::size_t>(element_count(shape)));
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const PhiloxBlock block = philox({{i, 0, 0, 0}}, philox_key(seed));
    values[i] = scale * (2 * uniform_double(block.words[0]) - 1);
  }
  return Tensor::from(values, shape);
}

/// The house's tolerance for F32: 5e-6 of the tensor's scale plus 1e-5 of the element.
inline constexpr double kScaleTolerance = 5e-6;
inline constexpr double kRelativeTolerance = 1e-5;

/// The largest difference between two tensors of one shape as a share of what F32 is allowed: 1 is the
/// limit. Infinite for another shape, for NaN, and for an infinity that the other lacks.
inline double share_of_tolerance(const Tensor& got, const Tensor& want) {
  if (got.shape() != want.shape()) {
    return INFINITY;
  }
  const Tensor wide_got = got.to(DType::F64).contiguous();
  const Tensor wide_want = want.to(DType::F64).contiguous();
  const auto a = wide_got.span<double>();
  const auto b = wide_want.span<double>();
  double scale = 0;
  for (const double x : b) {
    scale = std::isfinite(x) ? std::max(scale, std::fabs(x)) : scale;
  }
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) {
      continue;
    }
    const double allowed = kScaleTolerance * scale + kRelativeTolerance * std::fabs(b[i]);
    const double share = std::isfinite(a[i]) && std::isfinite(b[i]) && allowed > 0
                             ? std::fabs(a[i] - b[i]) / allowed
                             : INFINITY;
    worst = std::max(worst, share);
  }
  return worst;
}

/// One element as a double, by its place in row-major order.
inline double element(const Tensor& tensor, std::size_t index) {
  return tensor.to(DType::F64).contiguous().span<double>()[index];
}

/// All elements as doubles, in row-major order.
inline std::vector<double> elements(const Tensor& tensor) {
  const Tensor wide = tensor.to(DType::F64).contiguous();
  const auto all = wide.span<double>();
  return {all.begin(), all.end()};
}

}  // namespace warplight::tests
