// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/random/philox.hpp"
#include "common/tensor/tensor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

/// @file
/// @brief Random tensors and the distance between tensors, for tests.

namespace warplight {

/// Uniform in (-1, 1), F64, the same for the same seed; convert it for another dtype.
inline Tensor random_tensor(Shape shape, std::uint64_t seed) {
  Tensor result = Tensor::empty(std::move(shape), DType::F64);
  std::uint32_t index = 0;
  for (double& element : result.span<double>()) {
    const PhiloxBlock block = philox({{index++, 0, 0, 0}}, philox_key(seed));
    element = 2 * uniform_double(block.words[0]) - 1;
  }
  return result;
}

/// Largest |a - b|; infinite if shapes differ or if one of two elements is NaN.
inline double max_difference(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape()) {
    return INFINITY;
  }
  const Tensor x = a.to(DType::F64).contiguous();
  const Tensor y = b.to(DType::F64).contiguous();
  double worst = 0;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    const double difference = std::abs(x.data<double>()[i] - y.data<double>()[i]);
    worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
  }
  return worst;
}

}  // namespace warplight
