// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

/// @file
/// @ingroup reference
/// @brief The exponential function for hot loops: softmax and the gate of SwiGLU.

namespace warplight::reference {

/// exp(x) for x <= 0, within two units in the last place; 0 below -87, where it would be subnormal.
/// std::exp is a call for each element; this is a handful of multiplications that the compiler does for
/// sixteen elements at a time.
//   x = n ln 2 + r with |r| <= ln(2) / 2:   exp(x) = 2^n exp(r),   exp(r) by its Taylor polynomial
[[gnu::always_inline]] inline float exp_of_non_positive(float x) {
  constexpr float kLog2E = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;  // 9 bits: n * kLn2High is exact
  constexpr float kLn2Low = -2.12194440e-4F;
  constexpr float kRounder = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  constexpr float kSmallest = -87.0F;      // below, the result would be subnormal: taken as 0
  const float clamped = x > kSmallest ? x : kSmallest;
  const float shifted = clamped * kLog2E + kRounder;
  const float n = shifted - kRounder;
  const float r = (clamped - n * kLn2High) - n * kLn2Low;
  float p = 1.0F / 5040;
  p = p * r + 1.0F / 720;
  p = p * r + 1.0F / 120;
  p = p * r + 1.0F / 24;
  p = p * r + 1.0F / 6;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const std::int32_t exponent =
      (std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(kRounder)) << 23;
  const float result = std::bit_cast<float>(std::bit_cast<std::int32_t>(p) + exponent);
  return x > kSmallest ? result : (x != x ? x : 0.0F);
}

/// @copydoc exp_of_non_positive(float)
inline double exp_of_non_positive(double x) { return std::exp(x); }

/// 1 / (1 + exp(-x)). Only exp(-|x|) is needed, which never overflows.
template <class T>
[[gnu::always_inline]] inline T sigmoid(T x) {
  const T e = exp_of_non_positive(x < 0 ? x : -x);
  return (x < 0 ? e : T{1}) / (T{1} + e);
}

}  // namespace warplight::reference
