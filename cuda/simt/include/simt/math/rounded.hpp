// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's arithmetic with a named rounding: __fadd_rn, __dmul_rz ... The _rn forms are never fused into
///        an fma by CUDA; here they are the operators, and x86-64's baseline has nothing to fuse with.

#include "simt/rounding.hpp"

namespace simt {

// Computed under the processor's own rounding mode (runtime/rounding.cpp).
float rounded_add(float x, float y, Rounding rounding);
float rounded_multiply(float x, float y, Rounding rounding);
float rounded_divide(float x, float y, Rounding rounding);
float rounded_fma(float x, float y, float z, Rounding rounding);
float rounded_sqrt(float x, Rounding rounding);
double rounded_add(double x, double y, Rounding rounding);
double rounded_multiply(double x, double y, Rounding rounding);
double rounded_divide(double x, double y, Rounding rounding);
double rounded_fma(double x, double y, double z, Rounding rounding);
double rounded_sqrt(double x, Rounding rounding);

}  // namespace simt

// The four roundings of one operation: its name, type, parameters, the rounded function with its arguments.
#define SIMT_ROUNDED(name, type, parameters, nearest, function, ...) \
  SIMT_INLINE type name##_rn parameters { return nearest; }          \
  SIMT_INLINE type name##_rz parameters {                            \
    return ::simt::function(__VA_ARGS__, ::simt::Rounding::Zero);    \
  }                                                                  \
  SIMT_INLINE type name##_rd parameters {                            \
    return ::simt::function(__VA_ARGS__, ::simt::Rounding::Down);    \
  }                                                                  \
  SIMT_INLINE type name##_ru parameters {                            \
    return ::simt::function(__VA_ARGS__, ::simt::Rounding::Up);      \
  }
#define SIMT_ROUNDED_ALL(prefix, type, fma_name, one, fma, root)                      \
  SIMT_ROUNDED(__##prefix##add, type, (type x, type y), x + y, rounded_add, x, y)     \
  SIMT_ROUNDED(__##prefix##sub, type, (type x, type y), x - y, rounded_add, x, -y)    \
  SIMT_ROUNDED(__##prefix##mul, type, (type x, type y), x* y, rounded_multiply, x, y) \
  SIMT_ROUNDED(__##prefix##div, type, (type x, type y), x / y, rounded_divide, x, y)  \
  SIMT_ROUNDED(__##prefix##rcp, type, (type x), one / x, rounded_divide, one, x)      \
  SIMT_ROUNDED(__##prefix##sqrt, type, (type x), root(x), rounded_sqrt, x)            \
  SIMT_ROUNDED(fma_name, type, (type x, type y, type z), fma(x, y, z), rounded_fma, x, y, z)
SIMT_ROUNDED_ALL(f, float, __fmaf, 1.0F, __builtin_fmaf, __builtin_sqrtf)
SIMT_ROUNDED_ALL(d, double, __fma, 1.0, __builtin_fma, __builtin_sqrt)
#undef SIMT_ROUNDED_ALL
#undef SIMT_ROUNDED

SIMT_INLINE float __frsqrt_rn(float x) {
  return static_cast<float>(1.0 / __builtin_sqrt(static_cast<double>(x)));
}
// With subnormal numbers whatever the compile flags: the same here.
#define SIMT_FMA_IEEE(suffix)                                        \
  SIMT_INLINE float __fmaf_ieee##suffix(float x, float y, float z) { \
    return __fmaf##suffix(x, y, z);                                  \
  }
SIMT_FMA_IEEE(_rn)
SIMT_FMA_IEEE(_rz)
SIMT_FMA_IEEE(_rd)
SIMT_FMA_IEEE(_ru)
#undef SIMT_FMA_IEEE
