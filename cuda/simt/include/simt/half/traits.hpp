// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the functions of 16-bit floating-point numbers are written with, for both formats.

#include "simt/access.hpp"
#include "simt/atomic_update.hpp"
#include "simt/half/format.hpp"
#include "vector_functions.h"
#include <math.h>

struct __half;
struct __half2;
struct __nv_bfloat16;
struct __nv_bfloat162;

namespace simt {

/// The format of a class of numbers; its bits, and a number of given bits.
template <class Half>
struct HalfTraits;

template <class Half>
SIMT_INLINE constexpr std::uint16_t bits_of(Half h) {
  return HalfTraits<Half>::bits(h);
}

template <class Half>
SIMT_INLINE float to_float(Half h) {
  return HalfTraits<Half>::Format::to_float(HalfTraits<Half>::bits(h));
}

template <class Half>
SIMT_INLINE constexpr Half half_of_bits(std::uint32_t bits) {
  return HalfTraits<Half>::from_bits(bits);
}

/// The number nearest to `x`, or next to it in another direction.
template <class Half, Rounding rounding = Rounding::Nearest>
SIMT_INLINE Half half_of(float x) {
  return half_of_bits<Half>(HalfTraits<Half>::Format::template from_float<rounding>(x));
}

template <class Half, Rounding rounding = Rounding::Nearest>
SIMT_INLINE Half half_of(double x) {
  return half_of<Half, rounding>(narrow_to_odd(x));
}

// Exact, all of them, but for 64 bits.
SIMT_INLINE double to_double_odd(int x) { return x; }
SIMT_INLINE double to_double_odd(unsigned x) { return x; }
SIMT_INLINE double to_double_odd(short x) { return x; }
SIMT_INLINE double to_double_odd(unsigned short x) { return x; }
SIMT_INLINE double to_double_odd(long x) { return to_double_odd(static_cast<long long>(x)); }
SIMT_INLINE double to_double_odd(unsigned long x) {
  return to_double_odd(static_cast<unsigned long long>(x));
}

SIMT_INLINE bool is_nan(float x) { return x != x; }

/// `x` clamped to [0, 1], NaN to 0.
SIMT_INLINE float clamp_to_one(float x) { return x > 0 ? (x < 1 ? x : 1.0F) : 0.0F; }

/// Maxima and minima: of a number and NaN the number, or NaN if it `spreads`; -0 is less than +0.
template <bool spreads, class Half>
SIMT_INLINE Half half_max(Half a, Half b) {
  const float x = to_float(a);
  const float y = to_float(b);
  if (is_nan(x) || is_nan(y)) {
    return spreads || (is_nan(x) && is_nan(y)) ? half_of_bits<Half>(0x7FFF) : is_nan(x) ? b : a;
  }
  if (x == y) return half_of_bits<Half>(static_cast<std::uint32_t>(bits_of(a) & bits_of(b)));
  return x > y ? a : b;
}

template <bool spreads, class Half>
SIMT_INLINE Half half_min(Half a, Half b) {
  const float x = to_float(a);
  const float y = to_float(b);
  if (is_nan(x) || is_nan(y)) {
    return spreads || (is_nan(x) && is_nan(y)) ? half_of_bits<Half>(0x7FFF) : is_nan(x) ? b : a;
  }
  if (x == y) return half_of_bits<Half>(static_cast<std::uint32_t>(bits_of(a) | bits_of(b)));
  return x < y ? a : b;
}

/// a * b + c, rounded once.
template <class Half>
SIMT_INLINE Half half_fma(Half a, Half b, Half c) {
  return half_of<Half>(HalfTraits<Half>::Format::fused(to_float(a), to_float(b), to_float(c)));
}

/// The sum of two numbers or pairs, as an operation of update().
template <class Half>
struct HalfSum;

}  // namespace simt
