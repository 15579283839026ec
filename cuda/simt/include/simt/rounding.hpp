// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Rounding in the four directions of IEEE 754, as GPUs round: casts that saturate, casts to a narrower
///        format, and a rounding "to odd" after which a second rounding does no harm.

#include <cstdint>
#include <limits>
#include <type_traits>

#include "simt/bit_cast.hpp"
#include "simt/inline.hpp"

namespace simt {

enum class Rounding : std::uint8_t { Nearest, Zero, Down, Up };

SIMT_INLINE float magnitude(float x) { return __builtin_fabsf(x); }
SIMT_INLINE double magnitude(double x) { return __builtin_fabs(x); }
SIMT_INLINE long double magnitude(long double x) { return __builtin_fabsl(x); }

// One instruction of every x86-64 each; lrint() would set errno and so be a call.
SIMT_INLINE long long int nearest_integer(float x) {
  typedef float Vector __attribute__((vector_size(16)));
  return __builtin_ia32_cvtss2si64(Vector{x, 0, 0, 0});
}

SIMT_INLINE long long int nearest_integer(double x) {
  typedef double Vector __attribute__((vector_size(16)));
  return __builtin_ia32_cvtsd2si64(Vector{x, 0});
}

/// The integral value next to `x` in the given direction, as a floating-point number.
template <Rounding rounding, class Float>
SIMT_INLINE Float to_integral(Float x) {
  constexpr Float kAllIntegral = std::is_same<Float, float>::value ? 0x1p23F : Float(0x1p52);
  if (!(magnitude(x) < kAllIntegral)) return x;
  if constexpr (rounding == Rounding::Nearest) return static_cast<Float>(nearest_integer(x));
  const auto towards_zero = static_cast<Float>(static_cast<long long int>(x));
  if constexpr (rounding == Rounding::Down) {
    return towards_zero > x ? towards_zero - 1 : towards_zero;
  } else if constexpr (rounding == Rounding::Up) {
    return towards_zero < x ? towards_zero + 1 : towards_zero;
  } else {
    return towards_zero;
  }
}

/// What a GPU makes of NaN: 0, but the highest bit where a double or a 64-bit integer is involved.
template <class Integer, class Float>
constexpr Integer integer_of_nan() {
  return sizeof(Float) == 8 || sizeof(Integer) == 8
             ? static_cast<Integer>(std::uint64_t{1} << (8 * sizeof(Integer) - 1))
             : Integer{0};
}

/// The integer part of `x`, or the limit of Integer that it is beyond.
template <class Integer, class Float>
SIMT_INLINE Integer to_integer(Float x) {
  using Limits = std::numeric_limits<Integer>;
  // The first value too large, a power of two and so exact.
  constexpr Float kEnd = 2 * static_cast<Float>(Limits::max() / 2 + 1);
  if (x >= kEnd) return Limits::max();
  if (x <= static_cast<Float>(Limits::min())) return Limits::min();
  if (x != x) return integer_of_nan<Integer, Float>();
  return static_cast<Integer>(x);
}

/// The neighbours of `x`, which is finite or infinite, in its format: nearer to zero and farther from it.
template <class Float>
SIMT_INLINE Float nearer_zero(Float x) {
  return bit_cast<Float>(static_cast<BitsOf<Float>>(bit_cast<BitsOf<Float>>(x) - 1));
}

template <class Float>
SIMT_INLINE Float farther_from_zero(Float x) {
  return bit_cast<Float>(static_cast<BitsOf<Float>>(bit_cast<BitsOf<Float>>(x) + 1));
}

/// Whether `rounding` takes a value of this sign away from zero.
template <Rounding rounding>
SIMT_INLINE constexpr bool rounds_away(bool negative) {
  return rounding == (negative ? Rounding::Down : Rounding::Up);
}

/// `x`, a number or an integer, in the narrower format Float.
template <Rounding rounding, class Float, class Wide>
SIMT_INLINE Float narrow(Wide x) {
  // Holds every integer of 64 bits.
  using Exact = std::conditional_t<std::is_integral<Wide>::value, long double, Wide>;
  const auto nearest = static_cast<Float>(x);
  if constexpr (rounding == Rounding::Nearest) {
    return nearest;
  } else {
    const auto exact = static_cast<Exact>(x);
    const bool away = rounds_away<rounding>(exact < 0);
    const Exact size = magnitude(static_cast<Exact>(nearest));
    if (size > magnitude(exact) && !away) return nearer_zero(nearest);
    if (size < magnitude(exact) && away) return farther_from_zero(nearest);
    return nearest;
  }
}

/// `x` as a float whose last bit is set if anything was lost: rounding that to at most 22 bits, in any direction,
/// gives what rounding `x` gives.
SIMT_INLINE float narrow_to_odd(double x) {
  const auto nearest = static_cast<float>(x);
  auto bits = bit_cast<std::uint32_t>(nearest);
  bits -= static_cast<std::uint32_t>(magnitude(static_cast<double>(nearest)) > magnitude(x));
  bits |= static_cast<std::uint32_t>(static_cast<double>(nearest) != x);
  return bit_cast<float>(bits);
}

/// x + y likewise: rounding the result to at most 51 bits gives what rounding the exact sum gives.
SIMT_INLINE double add_to_odd(double x, double y) {
  const double sum = x + y;
  const double y_in_sum = sum - x;
  const double lost = (x - (sum - y_in_sum)) + (y - y_in_sum);
  if (lost == 0 || !(magnitude(sum) <= std::numeric_limits<double>::max())) return sum;
  const double towards_zero = (lost < 0) == (sum < 0) ? sum : nearer_zero(sum);
  return bit_cast<double>(bit_cast<std::uint64_t>(towards_zero) | 1);
}

/// A 64-bit integer as a double likewise.
SIMT_INLINE double to_double_odd(unsigned long long int x) {
  const unsigned long long int lost = x & 2047;
  return x >> 53 == 0 ? static_cast<double>(x)
                      : static_cast<double>((x & ~2047ULL) | (lost != 0 ? 2048 : 0));
}

SIMT_INLINE double to_double_odd(long long int x) {
  const auto bits = static_cast<unsigned long long int>(x);
  return x < 0 ? -to_double_odd(0 - bits) : to_double_odd(bits);
}

}  // namespace simt
