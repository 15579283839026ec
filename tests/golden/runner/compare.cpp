// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace warplight::golden {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Difference refused(const std::string& name, std::string why) {
  return {.passed = false,
          .max_abs_err = kInfinity,
          .max_share = kInfinity,
          .at = name,
          .abs_err_at = kInfinity,
          .detail = std::move(why)};
}

std::string location(const std::string& name, const Shape& shape, std::int64_t index) {
  Shape place(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    place[axis] = index % shape[axis];
    index /= shape[axis];
  }
  return place.empty() ? name : fmt::format("{}[{}]", name, fmt::join(place, ","));
}

// S: the largest finite |want|, but at least the floor; 1 without a floor.
template <class T>
double scale_of(std::span<const T> want, const Tolerance& tolerance) {
  if (!tolerance.floor) {
    return 1;
  }
  double scale = *tolerance.floor;
  for (const T value : want) {
    if (const double size = std::abs(static_cast<double>(value)); std::isfinite(size)) {
      scale = std::max(scale, size);
    }
  }
  return scale;
}

double error_of(float got, float want) {
  if (got == want) {
    return 0;
  }
  const double error = std::abs(static_cast<double>(got) - static_cast<double>(want));
  return std::isfinite(error) ? error : kInfinity;  // NaN, or an infinity against something else
}

double error_of(std::int64_t got, std::int64_t want) {
  // Subtracted as whole numbers: a double would round neighbours beyond 2^53 to one.
  const auto distance = static_cast<std::uint64_t>(got) - static_cast<std::uint64_t>(want);
  return static_cast<double>(got < want ? std::uint64_t{0} - distance : distance);
}

template <class T>
Difference compare_elements(const std::string& name,
                            const Tensor& got,
                            const Tensor& want,
                            const Tolerance& tolerance) {
  constexpr bool kExact = std::is_integral_v<T>;
  const std::span<const T> g = got.span<T>();
  const std::span<const T> w = want.span<T>();
  const double atol = kExact ? 0 : tolerance.atol * scale_of(w, tolerance);
  const double rtol = kExact ? 0 : tolerance.rtol;
  Difference result;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double error = error_of(g[i], w[i]);
    if (error == 0) {
      continue;
    }
    const double allowed = atol + rtol * std::abs(static_cast<double>(w[i]));
    // An expected infinity allows nothing, although infinitely much is rtol times it.
    const double share = std::isfinite(error) && allowed > 0 ? error / allowed : kInfinity;
    result.max_abs_err = std::max(result.max_abs_err, error);
    if (share > result.max_share) {
      result.max_share = share;
      result.abs_err_at = error;
      result.at = location(name, want.shape(), static_cast<std::int64_t>(i));
      result.detail = fmt::format("got {} want {}", g[i], w[i]);
    }
  }
  result.passed = result.max_share <= 1;
  return result;
}

}  // namespace

Difference compare(const std::string& name,
                   const Tensor& got,
                   const Tensor& want,
                   const Tolerance& tolerance) {
  if (got.shape() != want.shape()) {
    return refused(
        name, fmt::format("got shape {} want {}", to_string(got.shape()), to_string(want.shape())));
  }
  const Tensor host = got.to(Device::Reference).contiguous();
  if (is_floating(host.dtype()) != is_floating(want.dtype())) {
    return refused(name, fmt::format("got dtype {} want {}", warplight::name(host.dtype()),
                                     warplight::name(want.dtype())));
  }
  if (is_floating(want.dtype())) {
    return compare_elements<float>(name, host.to(DType::F32), want.to(DType::F32), tolerance);
  }
  return compare_elements<std::int64_t>(name, host.to(DType::I64), want.to(DType::I64), tolerance);
}

Difference worse(const Difference& a, const Difference& b) {
  const bool second = a.passed == b.passed ? b.max_share > a.max_share : a.passed;
  Difference result = second ? b : a;
  result.max_abs_err = std::max(a.max_abs_err, b.max_abs_err);
  return result;
}

}  // namespace warplight::golden
