// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's fast, less accurate functions. Here they are as accurate as the others: a test that passes within
///        the GPU's error passes here.

#include "simt/inline.hpp"
#include <math.h>

// glibc declares these names, too, without offering them to programs.
SIMT_C_INLINE float __sinf(float x) noexcept { return __builtin_sinf(x); }
SIMT_C_INLINE float __cosf(float x) noexcept { return __builtin_cosf(x); }
SIMT_C_INLINE float __tanf(float x) noexcept { return __builtin_tanf(x); }
SIMT_C_INLINE float __tanhf(float x) noexcept { return __builtin_tanhf(x); }
SIMT_C_INLINE float __expf(float x) noexcept { return __builtin_expf(x); }
SIMT_C_INLINE float __exp10f(float x) noexcept { return __builtin_exp10f(x); }
SIMT_C_INLINE float __logf(float x) noexcept { return __builtin_logf(x); }
SIMT_C_INLINE float __log2f(float x) noexcept { return __builtin_log2f(x); }
SIMT_C_INLINE float __log10f(float x) noexcept { return __builtin_log10f(x); }
/// 2^(y log2 x): NaN for negative x, unlike powf().
SIMT_C_INLINE float __powf(float x, float y) noexcept {
  return x < 0 ? __builtin_nanf("") : __builtin_powf(x, y);
}
SIMT_C_INLINE void __sincosf(float x, float* sine, float* cosine) noexcept {
  *sine = __builtin_sinf(x);
  *cosine = __builtin_cosf(x);
}

SIMT_INLINE float __fdividef(float x, float y) { return x / y; }
/// `x` clamped to [0, 1]; 0 for NaN.
SIMT_INLINE float __saturatef(float x) { return x > 0 ? (x < 1 ? x : 1.0F) : 0.0F; }
