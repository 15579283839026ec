// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The two 8-bit floating-point formats: E4M3 (no infinities, NaN 0x7F) and E5M2 (the upper half of half).

#include <cstdint>

#include "simt/rounding.hpp"

namespace simt {

/// What a format of 8 bits is: 1 sign bit, then exponent and mantissa.
template <unsigned mantissa, int bias, unsigned max, unsigned beyond>
struct Float8 {
  static constexpr unsigned kMantissa = mantissa;
  static constexpr int kBias = bias;
  static constexpr unsigned kMax = max;  ///< bits of the largest number
  static constexpr unsigned kBeyond =
      beyond;  ///< bits of what is larger: infinity, or NaN if there is none
};
using E4M3 = Float8<3, 7, 0x7E, 0x7F>;
using E5M2 = Float8<2, 15, 0x7B, 0x7C>;

/// The number nearest to `x`; what is too large becomes the largest number if it `saturates`.
template <class Format>
SIMT_INLINE std::uint8_t to_float8(float x, bool saturates) {
  const auto bits = bit_cast<std::uint32_t>(x);
  const std::uint32_t sign = bits >> 24 & 0x80U;
  if (x != x) return 0x7F;
  constexpr unsigned kDropped = 23 - Format::kMantissa;
  constexpr std::uint32_t kRebias = static_cast<std::uint32_t>(127 - Format::kBias) << 23;
  const std::uint32_t size = bits & 0x7FFFFFFFU;
  std::uint32_t result = 0;
  if (size >= 0x7F800000U) {
    result = 0xFF;
  } else if (size >= kRebias + (1U << 23)) {
    result = (size - kRebias + ((1U << (kDropped - 1)) - 1) + (size >> kDropped & 1U)) >> kDropped;
  } else {
    // Subnormal: adding a number whose last bit is the smallest of the format rounds to it.
    const float aligned = bit_cast<float>(kRebias + ((1U + kDropped) << 23));
    result =
        bit_cast<std::uint32_t>(bit_cast<float>(size) + aligned) - bit_cast<std::uint32_t>(aligned);
  }
  if (result > Format::kMax) result = saturates ? Format::kMax : Format::kBeyond;
  return static_cast<std::uint8_t>(sign | result);
}

/// The number's value, exact in half, too.
template <class Format>
SIMT_INLINE float from_float8(std::uint8_t bits) {
  const std::uint32_t sign = (bits & 0x80U) << 24;
  const std::uint32_t size = bits & 0x7FU;
  if (size > Format::kMax) {
    const bool infinite = Format::kBeyond == 0x7C && size == 0x7C;
    return bit_cast<float>(infinite ? sign | 0x7F800000U : 0x7FFFFFFFU);
  }
  constexpr std::uint32_t kRebias = static_cast<std::uint32_t>(127 - Format::kBias) << 23;
  const std::uint32_t shifted = size << (23 - Format::kMantissa);
  if (shifted >= 1U << 23) return bit_cast<float>(sign | (shifted + kRebias));
  const float smallest = bit_cast<float>(kRebias + (1U << 23));
  const float value = bit_cast<float>((shifted | (kRebias + (1U << 23)))) - smallest;
  return bit_cast<float>(sign | bit_cast<std::uint32_t>(value));
}

}  // namespace simt
