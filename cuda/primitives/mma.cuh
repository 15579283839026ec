// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup cuda
/// @brief mma.sync: a warp multiplies 16xK by Kx8 and adds, in fp32 (sm_80). Lane l, with g = l / 4 and t = l % 4,
///        holds of D and C (2t, 2t + 1 of row g; the same of row g + 8). Of A and B it holds two elements in each
///        register for K = 16 (columns or rows 2t, 2t + 1), one for K = 8 (t): a[0] of row g, a[1] of row g + 8, a[2]
///        and a[3] the same K / 2 columns to the right; b[0] of column g, b[1] K / 2 rows below.

#ifdef __SIMT__
#include "simt/tensor_core.hpp"
#endif

namespace warplight::cuda {

#ifdef __SIMT__

using ::simt::mma_m16n8k16_bf16;
using ::simt::mma_m16n8k16_f16;
using ::simt::mma_m16n8k8_tf32;
using ::simt::to_tf32;

#else

/// d = a * b + c for bfloat16.
__device__ inline void mma_m16n8k16_bf16(float (&d)[4],
                                         const unsigned (&a)[4],
                                         const unsigned (&b)[2],
                                         const float (&c)[4]) {
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
      "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%10, %11, %12, %13};"
      : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]), "f"(c[0]), "f"(c[1]),
        "f"(c[2]), "f"(c[3]));
}

/// d = a * b + c for half.
__device__ inline void mma_m16n8k16_f16(float (&d)[4],
                                        const unsigned (&a)[4],
                                        const unsigned (&b)[2],
                                        const float (&c)[4]) {
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 "
      "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%10, %11, %12, %13};"
      : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]), "f"(c[0]), "f"(c[1]),
        "f"(c[2]), "f"(c[3]));
}

/// d = a * b + c for floats of which the lower 13 bits are ignored; to_tf32() rounds them.
__device__ inline void mma_m16n8k8_tf32(float (&d)[4],
                                        const unsigned (&a)[4],
                                        const unsigned (&b)[2],
                                        const float (&c)[4]) {
  asm volatile(
      "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
      "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%10, %11, %12, %13};"
      : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]), "f"(c[0]), "f"(c[1]),
        "f"(c[2]), "f"(c[3]));
}

/// The nearest number with 10 bits behind the point, ties away from zero; its bits.
__device__ inline unsigned to_tf32(float value) {
  unsigned bits;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(value));
  return bits;
}

#endif

}  // namespace warplight::cuda
