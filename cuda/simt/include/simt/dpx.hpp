// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's DPX functions: minima and maxima of two or three, of a sum, clamped at zero (relu), of 32-bit
///        integers or of the two halfwords of a word.

#include "simt/video.hpp"

namespace simt {

template <class T>
SIMT_INLINE T larger(T a, T b) {
  return a > b ? a : b;
}

template <class T>
SIMT_INLINE T smaller(T a, T b) {
  return a < b ? a : b;
}

/// The sum, wrapped around in T.
template <class T>
SIMT_INLINE T wrapped_sum(T a, T b) {
  return static_cast<T>(static_cast<unsigned>(a) + static_cast<unsigned>(b));
}

/// Calls operation(x, y, z) with each halfword of a, b, c and packs the results.
template <class T, class Operation>
SIMT_INLINE unsigned halfwords(unsigned a, unsigned b, unsigned c, Operation operation) {
  const auto low = static_cast<std::uint16_t>(operation(
      static_cast<T>(a & 0xFFFFU), static_cast<T>(b & 0xFFFFU), static_cast<T>(c & 0xFFFFU)));
  const auto high = static_cast<std::uint16_t>(
      operation(static_cast<T>(a >> 16), static_cast<T>(b >> 16), static_cast<T>(c >> 16)));
  return static_cast<unsigned>(high) << 16 | low;
}

}  // namespace simt

// For one type of element (32 bits wide): name of the type, C++'s type, and what the functions do with a, b, c.
#define SIMT_DPX_3(name, type, expression) \
  SIMT_INLINE type name(const type a, const type b, const type c) { return expression; }
#define SIMT_DPX_2(name, type, expression) \
  SIMT_INLINE type name(const type a, const type b) { return expression; }
#define SIMT_DPX_3X2(name, type, expression)                                                    \
  SIMT_INLINE unsigned int name(const unsigned int x, const unsigned int y,                     \
                                const unsigned int z) {                                         \
    return ::simt::halfwords<type>(x, y, z, [](type a, type b, type c) { return expression; }); \
  }
#define SIMT_DPX_2X2(name, type, expression)                                                   \
  SIMT_INLINE unsigned int name(const unsigned int x, const unsigned int y) {                  \
    return ::simt::halfwords<type>(x, y, 0U, [](type a, type b, type) { return expression; }); \
  }
#define SIMT_DPX(op, pick)                                                                       \
  SIMT_DPX_3(__vi##op##3_s32, int, pick(pick(a, b), c))                                          \
  SIMT_DPX_3(__vi##op##3_u32, unsigned int, pick(pick(a, b), c))                                 \
  SIMT_DPX_3X2(__vi##op##3_s16x2, short, pick(pick(a, b), c))                                    \
  SIMT_DPX_3X2(__vi##op##3_u16x2, unsigned short, pick(pick(a, b), c))                           \
  SIMT_DPX_3(__vi##op##3_s32_relu, int, ::simt::larger(pick(pick(a, b), c), 0))                  \
  SIMT_DPX_3X2(__vi##op##3_s16x2_relu, short, ::simt::larger(pick(pick(a, b), c), short{0}))     \
  SIMT_DPX_2(__vi##op##_s32_relu, int, ::simt::larger(pick(a, b), 0))                            \
  SIMT_DPX_2X2(__vi##op##_s16x2_relu, short, ::simt::larger(pick(a, b), short{0}))               \
  SIMT_DPX_3(__viadd##op##_s32, int, pick(::simt::wrapped_sum(a, b), c))                         \
  SIMT_DPX_3(__viadd##op##_u32, unsigned int, pick(a + b, c))                                    \
  SIMT_DPX_3X2(__viadd##op##_s16x2, short, pick(::simt::wrapped_sum(a, b), c))                   \
  SIMT_DPX_3X2(__viadd##op##_u16x2, unsigned short, pick(::simt::wrapped_sum(a, b), c))          \
  SIMT_DPX_3(__viadd##op##_s32_relu, int, ::simt::larger(pick(::simt::wrapped_sum(a, b), c), 0)) \
  SIMT_DPX_3X2(__viadd##op##_s16x2_relu, short,                                                  \
               ::simt::larger(pick(::simt::wrapped_sum(a, b), c), short{0}))
SIMT_DPX(max, ::simt::larger)
SIMT_DPX(min, ::simt::smaller)
#undef SIMT_DPX
#undef SIMT_DPX_2X2
#undef SIMT_DPX_3X2
#undef SIMT_DPX_2
#undef SIMT_DPX_3

// Which of two is picked is told, too: true for the first (and where both are equal).
#define SIMT_DPX_WHICH(name, type, comparison)                           \
  SIMT_INLINE type name(const type a, const type b, bool* const first) { \
    *first = a comparison b;                                             \
    return *first ? a : b;                                               \
  }
#define SIMT_DPX_WHICH_X2(name, type, comparison)                                          \
  SIMT_INLINE unsigned int name(const unsigned int a, const unsigned int b,                \
                                bool* const first_high, bool* const first_low) {           \
    *first_high = static_cast<type>(a >> 16) comparison static_cast<type>(b >> 16);        \
    *first_low = static_cast<type>(a & 0xFFFFU) comparison static_cast<type>(b & 0xFFFFU); \
    return ((*first_high ? a : b) & 0xFFFF0000U) | ((*first_low ? a : b) & 0xFFFFU);       \
  }
SIMT_DPX_WHICH(__vibmax_s32, int, >=)
SIMT_DPX_WHICH(__vibmax_u32, unsigned int, >=)
SIMT_DPX_WHICH(__vibmin_s32, int, <=)
SIMT_DPX_WHICH(__vibmin_u32, unsigned int, <=)
SIMT_DPX_WHICH_X2(__vibmax_s16x2, short, >=)
SIMT_DPX_WHICH_X2(__vibmax_u16x2, unsigned short, >=)
SIMT_DPX_WHICH_X2(__vibmin_s16x2, short, <=)
SIMT_DPX_WHICH_X2(__vibmin_u16x2, unsigned short, <=)
#undef SIMT_DPX_WHICH_X2
#undef SIMT_DPX_WHICH
