// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

/// @file
/// @ingroup common
/// @brief IEEE half precision and bfloat16 as storage formats: bits in, float out, and back.

namespace warplight {

/// Brain floating point: the upper half of a float.
struct BFloat16 {
  std::uint16_t bits = 0;  ///< 1 sign, 8 exponent, 7 mantissa bits
};

/// IEEE 754 binary16: 1 sign, 5 exponent, 10 mantissa bits.
struct Half {
  std::uint16_t bits = 0;  ///< sign first
};

/// The identity, so that code which is a template on the stored type reads the same for all three.
inline float to_float(float x) { return x; }

/// Exact: every bfloat16 is a float.
inline float to_float(BFloat16 x) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(x.bits) << 16);
}

/// Exact: every half is a float. Subnormal halves become normal floats.
inline float to_float(Half x) {
  const std::uint32_t sign = static_cast<std::uint32_t>(x.bits & 0x8000u) << 16;
  const std::uint32_t exponent = (x.bits >> 10) & 0x1Fu;
  const std::uint32_t mantissa = x.bits & 0x3FFu;
  if (exponent == 0) {  // zero or subnormal: mantissa * 2^-24 is exact in a float
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
  }
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;  // bias 15 -> 127
  return std::bit_cast<float>(sign | (wide << 23) | (mantissa << 13));
}

/// Rounds to nearest, ties to even; NaN stays NaN.
inline BFloat16 to_bfloat16(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  if ((bits & 0x7FFFFFFFu) > 0x7F800000u) {  // rounding could carry a NaN into infinity
    return {static_cast<std::uint16_t>((bits >> 16) | 0x40u)};
  }
  return {static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16)};
}

/// Rounds to nearest, ties to even; too large becomes infinity, NaN stays NaN.
inline Half to_half(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
  const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) {
    return {static_cast<std::uint16_t>(sign | 0x7E00u)};
  }
  if (magnitude >= 0x477FF000u) {  // 65520 and above round to infinity
    return {static_cast<std::uint16_t>(sign | 0x7C00u)};
  }
  if (magnitude <
      0x38800000u) {  // below 2^-14: let the adder round at the place of a subnormal half
    const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    return {
        static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000u))};
  }
  const std::uint32_t rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
  return {static_cast<std::uint16_t>(sign | ((rounded - 0x38000000u) >> 13))};
}

}  // namespace warplight
