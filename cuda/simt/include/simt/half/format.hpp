// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The two 16-bit floating-point formats: binary16 (half) and bfloat16, converted to float and from it in
///        every direction of rounding. NaN becomes 0x7FFF, as on a GPU.

#include <cstdint>

#include "simt/rounding.hpp"

namespace simt {

/// 1 sign bit, 5 exponent bits, 10 mantissa bits.
struct Binary16 {
  static constexpr std::uint32_t kInfinity = 0x7C00;
  static constexpr std::uint16_t kOne = 0x3C00;

  static SIMT_INLINE float to_float(std::uint16_t bits) {
    const std::uint32_t sign = (bits & 0x8000U) << 16;
    const std::uint32_t shifted = (bits & 0x7FFFU) << 13;
    const std::uint32_t exponent = shifted & 0x0F800000U;
    const std::uint32_t rebiased = shifted + ((127U - 15U) << 23);
    if (exponent == 0x0F800000U) {
      return bit_cast<float>((bits & 0x3FFU) == 0 ? sign | 0x7F800000U : 0x7FFFFFFFU);
    }
    // A subnormal number is its mantissa in units of 2^-24: made by taking 2^-14 from 2^-14 (1 + mantissa).
    const float small = bit_cast<float>(rebiased + (1U << 23)) - 0x1p-14F;
    return bit_cast<float>(sign | (exponent == 0 ? bit_cast<std::uint32_t>(small) : rebiased));
  }

  template <Rounding rounding>
  static SIMT_INLINE std::uint16_t from_float(float x) {
    const auto bits = bit_cast<std::uint32_t>(x);
    const std::uint32_t size = bits & 0x7FFFFFFFU;
    const std::uint32_t sign = bits >> 16 & 0x8000U;
    if (size >= 0x7F800000U) {
      return static_cast<std::uint16_t>(size == 0x7F800000U ? sign | kInfinity : 0x7FFFU);
    }
    std::uint32_t result = 0;
    if constexpr (rounding == Rounding::Nearest) {
      // Below 2^-14 the float addition rounds: the last bit of 0.5 is half's smallest number.
      const float aligned = bit_cast<float>(size) + 0.5F;
      const std::uint32_t normal = (size - 0x38000000U + 0xFFFU + (size >> 13 & 1U)) >> 13;
      result = size >= 0x477FF000U  ? kInfinity
               : size < 0x38800000U ? bit_cast<std::uint32_t>(aligned) - 0x3F000000U
                                    : normal;
    } else {
      bool exact = false;
      if (size >= 0x47800000U) {
        result = kInfinity - 1;
      } else if (size >= 0x38800000U) {
        result = (size - 0x38000000U) >> 13;
        exact = (size & 0x1FFFU) == 0;
      } else {
        const float units = bit_cast<float>(size) * 0x1p24F;
        result = static_cast<std::uint32_t>(units);
        exact = static_cast<float>(result) == units;
      }
      if (!exact && rounds_away<rounding>(sign != 0)) ++result;
    }
    return static_cast<std::uint16_t>(sign | result);
  }

  /// Products of two halves are exact in float.
  static SIMT_INLINE float product(float x, float y) { return x * y; }
  /// A product of two and a third, in double: exact where it could lie halfway between two halves.
  static SIMT_INLINE double fused(float x, float y, float z) {
    return static_cast<double>(x) * static_cast<double>(y) + static_cast<double>(z);
  }
};

/// The upper half of a float: 1 sign bit, 8 exponent bits, 7 mantissa bits.
struct Bfloat16 {
  static constexpr std::uint16_t kOne = 0x3F80;

  static SIMT_INLINE float to_float(std::uint16_t bits) {
    return bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
  }

  template <Rounding rounding>
  static SIMT_INLINE std::uint16_t from_float(float x) {
    const auto bits = bit_cast<std::uint32_t>(x);
    if (x != x) return 0x7FFF;
    if constexpr (rounding == Rounding::Nearest) {
      return static_cast<std::uint16_t>((bits + 0x7FFFU + (bits >> 16 & 1U)) >> 16);
    } else {
      const bool away = (bits & 0xFFFFU) != 0 && rounds_away<rounding>(bits >> 31 != 0);
      return static_cast<std::uint16_t>((bits >> 16) + (away ? 1U : 0U));
    }
  }

  /// Products of two are exact in float, unless that is subnormal, too.
  static SIMT_INLINE float product(float x, float y) {
    const float result = x * y;
    if (magnitude(result) < 0x1p-126F) {
      return narrow_to_odd(static_cast<double>(x) * static_cast<double>(y));
    }
    return result;
  }
  static SIMT_INLINE double fused(float x, float y, float z) {
    return add_to_odd(static_cast<double>(x) * static_cast<double>(y), static_cast<double>(z));
  }
};

}  // namespace simt
