// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's casts between number types with a named rounding (__float2int_rn ...) and its casts of bits.

#include "simt/rounding.hpp"
#include "vector_types.h"

// A cast of bits: __float_as_int and the like.
#define SIMT_CAST_BITS(name, to, from) \
  SIMT_INLINE to name(from x) { return ::simt::bit_cast<to>(x); }
SIMT_CAST_BITS(__float_as_int, int, float)
SIMT_CAST_BITS(__float_as_uint, unsigned int, float)
SIMT_CAST_BITS(__int_as_float, float, int)
SIMT_CAST_BITS(__uint_as_float, float, unsigned int)
SIMT_CAST_BITS(__double_as_longlong, long long int, double)
SIMT_CAST_BITS(__longlong_as_double, double, long long int)
#undef SIMT_CAST_BITS

SIMT_INLINE int __double2loint(double x) {
  return static_cast<int>(::simt::bit_cast<std::uint64_t>(x));
}

SIMT_INLINE int __double2hiint(double x) {
  return static_cast<int>(::simt::bit_cast<std::uint64_t>(x) >> 32);
}

SIMT_INLINE double __hiloint2double(int high, int low) {
  return ::simt::bit_cast<double>(std::uint64_t{static_cast<unsigned>(high)} << 32 |
                                  static_cast<unsigned>(low));
}

// One function for each rounding: to nearest even, towards zero, down, up.
#define SIMT_TO_INTEGER(name, to, from)                                               \
  SIMT_INLINE to name##_rn(from x) {                                                  \
    return ::simt::to_integer<to>(::simt::to_integral<::simt::Rounding::Nearest>(x)); \
  }                                                                                   \
  SIMT_INLINE to name##_rz(from x) { return ::simt::to_integer<to>(x); }              \
  SIMT_INLINE to name##_rd(from x) {                                                  \
    return ::simt::to_integer<to>(::simt::to_integral<::simt::Rounding::Down>(x));    \
  }                                                                                   \
  SIMT_INLINE to name##_ru(from x) {                                                  \
    return ::simt::to_integer<to>(::simt::to_integral<::simt::Rounding::Up>(x));      \
  }
SIMT_TO_INTEGER(__float2int, int, float)
SIMT_TO_INTEGER(__float2uint, unsigned int, float)
SIMT_TO_INTEGER(__float2ll, long long int, float)
SIMT_TO_INTEGER(__float2ull, unsigned long long int, float)
SIMT_TO_INTEGER(__double2int, int, double)
SIMT_TO_INTEGER(__double2uint, unsigned int, double)
SIMT_TO_INTEGER(__double2ll, long long int, double)
SIMT_TO_INTEGER(__double2ull, unsigned long long int, double)
#undef SIMT_TO_INTEGER

#define SIMT_NARROW(name, to, from)                                                          \
  SIMT_INLINE to name##_rn(from x) { return static_cast<to>(x); }                            \
  SIMT_INLINE to name##_rz(from x) { return ::simt::narrow<::simt::Rounding::Zero, to>(x); } \
  SIMT_INLINE to name##_rd(from x) { return ::simt::narrow<::simt::Rounding::Down, to>(x); } \
  SIMT_INLINE to name##_ru(from x) { return ::simt::narrow<::simt::Rounding::Up, to>(x); }
SIMT_NARROW(__double2float, float, double)
SIMT_NARROW(__int2float, float, int)
SIMT_NARROW(__uint2float, float, unsigned int)
SIMT_NARROW(__ll2float, float, long long int)
SIMT_NARROW(__ull2float, float, unsigned long long int)
SIMT_NARROW(__ll2double, double, long long int)
SIMT_NARROW(__ull2double, double, unsigned long long int)
#undef SIMT_NARROW

SIMT_INLINE double __int2double_rn(int x) { return x; }
SIMT_INLINE double __uint2double_rn(unsigned int x) { return x; }
