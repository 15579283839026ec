// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's 8-bit floating-point numbers: __nv_fp8_e4m3, __nv_fp8_e5m2, two and four of them, conversions.

#include "cuda_bf16.h"
#include "cuda_fp16.h"
#include "simt/half/fp8.hpp"

typedef unsigned char __nv_fp8_storage_t;
typedef unsigned short int __nv_fp8x2_storage_t;
typedef unsigned int __nv_fp8x4_storage_t;

/// What becomes of a number that is too large: infinity or NaN, or the largest number.
typedef enum __nv_saturation_t { __NV_NOSAT, __NV_SATFINITE } __nv_saturation_t;
/// The format.
typedef enum __nv_fp8_interpretation_t { __NV_E4M3, __NV_E5M2 } __nv_fp8_interpretation_t;

#define SIMT_FP8 __nv_fp8_e4m3
#define SIMT_FP8X2 __nv_fp8x2_e4m3
#define SIMT_FP8X4 __nv_fp8x4_e4m3
#define SIMT_FORMAT E4M3
#include "simt/half/fp8_class.inc"

#define SIMT_FP8 __nv_fp8_e5m2
#define SIMT_FP8X2 __nv_fp8x2_e5m2
#define SIMT_FP8X4 __nv_fp8x4_e5m2
#define SIMT_FORMAT E5M2
#include "simt/half/fp8_class.inc"

SIMT_INLINE __nv_fp8_storage_t __nv_cvt_float_to_fp8(float x,
                                                     __nv_saturation_t saturate,
                                                     __nv_fp8_interpretation_t format) {
  const bool saturates = saturate == __NV_SATFINITE;
  return format == __NV_E4M3 ? ::simt::to_float8<::simt::E4M3>(x, saturates)
                             : ::simt::to_float8<::simt::E5M2>(x, saturates);
}

// The same of other types, each exact in float or rounded to odd on the way.
#define SIMT_TO_FP8(name, type, value)                                    \
  SIMT_INLINE __nv_fp8_storage_t name(type x, __nv_saturation_t saturate, \
                                      __nv_fp8_interpretation_t format) { \
    return __nv_cvt_float_to_fp8(value, saturate, format);                \
  }
SIMT_TO_FP8(__nv_cvt_double_to_fp8, double, ::simt::narrow_to_odd(x))
SIMT_TO_FP8(__nv_cvt_halfraw_to_fp8, __half_raw, ::simt::Binary16::to_float(x.x))
SIMT_TO_FP8(__nv_cvt_bfloat16raw_to_fp8, __nv_bfloat16_raw, ::simt::Bfloat16::to_float(x.x))
#undef SIMT_TO_FP8

// Two at once: the first in the low byte.
#define SIMT_TO_FP8X2(name, type, one, first, second)                             \
  SIMT_INLINE __nv_fp8x2_storage_t name(type v, __nv_saturation_t saturate,       \
                                        __nv_fp8_interpretation_t format) {       \
    return static_cast<__nv_fp8x2_storage_t>(one(first, saturate, format) |       \
                                             one(second, saturate, format) << 8); \
  }
SIMT_TO_FP8X2(__nv_cvt_float2_to_fp8x2, float2, __nv_cvt_float_to_fp8, v.x, v.y)
SIMT_TO_FP8X2(__nv_cvt_double2_to_fp8x2, double2, __nv_cvt_double_to_fp8, v.x, v.y)
SIMT_TO_FP8X2(__nv_cvt_halfraw2_to_fp8x2,
              __half2_raw,
              __nv_cvt_halfraw_to_fp8,
              __half_raw{v.x},
              __half_raw{v.y})
SIMT_TO_FP8X2(__nv_cvt_bfloat16raw2_to_fp8x2,
              __nv_bfloat162_raw,
              __nv_cvt_bfloat16raw_to_fp8,
              __nv_bfloat16_raw{v.x},
              __nv_bfloat16_raw{v.y})
#undef SIMT_TO_FP8X2

SIMT_INLINE __half_raw __nv_cvt_fp8_to_halfraw(__nv_fp8_storage_t x,
                                               __nv_fp8_interpretation_t format) {
  const float value = format == __NV_E4M3 ? ::simt::from_float8<::simt::E4M3>(x)
                                          : ::simt::from_float8<::simt::E5M2>(x);
  return ::simt::half_of<__half>(value);
}

SIMT_INLINE __half2_raw __nv_cvt_fp8x2_to_halfraw2(__nv_fp8x2_storage_t x,
                                                   __nv_fp8_interpretation_t format) {
  return {__nv_cvt_fp8_to_halfraw(static_cast<__nv_fp8_storage_t>(x), format).x,
          __nv_cvt_fp8_to_halfraw(static_cast<__nv_fp8_storage_t>(x >> 8), format).x};
}
