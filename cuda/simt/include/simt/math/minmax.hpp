// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief min() and max() of the global namespace for all mixes of number types that CUDA has.

#include "simt/inline.hpp"
#include <math.h>

// A number and NaN give the number. g++ would call the C library; gnu_inline: the symbol stays the library's.
extern "C" {
inline __attribute__((always_inline, gnu_inline)) float fmaxf(float x, float y) noexcept {
  const float larger = x > y ? x : y;
  return y != y ? x : larger;
}
inline __attribute__((always_inline, gnu_inline)) float fminf(float x, float y) noexcept {
  const float smaller = x < y ? x : y;
  return y != y ? x : smaller;
}
}

// Unsigned and signed mixed count as unsigned, as in C.
#define SIMT_MIN_MAX(result, type_a, type_b)                                         \
  SIMT_INLINE result min(type_a a, type_b b) {                                       \
    return static_cast<result>(a) < static_cast<result>(b) ? static_cast<result>(a)  \
                                                           : static_cast<result>(b); \
  }                                                                                  \
  SIMT_INLINE result max(type_a a, type_b b) {                                       \
    return static_cast<result>(a) > static_cast<result>(b) ? static_cast<result>(a)  \
                                                           : static_cast<result>(b); \
  }
#define SIMT_INTEGER_MIN_MAX(type)                          \
  SIMT_MIN_MAX(type, type, type)                            \
  SIMT_MIN_MAX(unsigned type, unsigned type, unsigned type) \
  SIMT_MIN_MAX(unsigned type, type, unsigned type)          \
  SIMT_MIN_MAX(unsigned type, unsigned type, type)
SIMT_INTEGER_MIN_MAX(int)
SIMT_INTEGER_MIN_MAX(long)
SIMT_INTEGER_MIN_MAX(long long)
#undef SIMT_INTEGER_MIN_MAX
#undef SIMT_MIN_MAX

SIMT_INLINE float min(float a, float b) { return fminf(a, b); }
SIMT_INLINE float max(float a, float b) { return fmaxf(a, b); }
SIMT_INLINE double min(double a, double b) { return b != b ? a : (a < b ? a : b); }
SIMT_INLINE double max(double a, double b) { return b != b ? a : (a > b ? a : b); }
SIMT_INLINE double min(float a, double b) { return min(static_cast<double>(a), b); }
SIMT_INLINE double min(double a, float b) { return min(a, static_cast<double>(b)); }
SIMT_INLINE double max(float a, double b) { return max(static_cast<double>(a), b); }
SIMT_INLINE double max(double a, float b) { return max(a, static_cast<double>(b)); }

SIMT_INLINE unsigned int umin(unsigned int a, unsigned int b) { return min(a, b); }
SIMT_INLINE unsigned int umax(unsigned int a, unsigned int b) { return max(a, b); }
SIMT_INLINE long long int llmin(long long int a, long long int b) { return min(a, b); }
SIMT_INLINE long long int llmax(long long int a, long long int b) { return max(a, b); }
SIMT_INLINE unsigned long long int ullmin(unsigned long long int a, unsigned long long int b) {
  return min(a, b);
}
SIMT_INLINE unsigned long long int ullmax(unsigned long long int a, unsigned long long int b) {
  return max(a, b);
}
