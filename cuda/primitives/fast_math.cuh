// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup cuda
/// @brief Functions that are one instruction of the special function unit.

namespace warplight::cuda {

/// 2^x to two units in the last place; numbers too small for a normal float are zero, before and after.
__device__ inline float exp2_fast(float x) {
#ifdef __SIMT__
  const float power = exp2f(x);
  return power < 0x1p-126F ? 0.0F : power;
#else
  float power;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(power) : "f"(x));
  return power;
#endif
}

}  // namespace warplight::cuda
