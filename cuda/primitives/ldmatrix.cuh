// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup cuda
/// @brief ldmatrix: a warp loads 1, 2 or 4 matrices of 8x8 2-byte elements from shared memory in the layout of mma's
///        registers (sm_75). Lane l points to row l % 8 of matrix l / 8 (16 bytes, 16-aligned); it gets elements 2t
///        and 2t + 1 of row g of each (g = l / 4, t = l % 4), low half first; of column g with _trans.

#ifdef __SIMT__
#include "simt/tensor_core.hpp"
#else
#include "cuda/primitives/async_copy.cuh"
#endif

namespace warplight::cuda {

#ifdef __SIMT__

using ::simt::ldmatrix_x1;
using ::simt::ldmatrix_x1_trans;
using ::simt::ldmatrix_x2;
using ::simt::ldmatrix_x2_trans;
using ::simt::ldmatrix_x4;
using ::simt::ldmatrix_x4_trans;

#else

/// One 8x8 matrix of 16-bit elements; lane l gives the address of row l.
__device__ inline void ldmatrix_x1(unsigned (&r)[1], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%0}, [%1];"
               : "=r"(r[0])
               : "r"(shared_address(row))
               : "memory");
}

/// The same, each matrix transposed on the way.
__device__ inline void ldmatrix_x1_trans(unsigned (&r)[1], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.trans.shared.b16 {%0}, [%1];"
               : "=r"(r[0])
               : "r"(shared_address(row))
               : "memory");
}

/// Two 8x8 matrices of 16-bit elements; lane l gives the address of row l.
__device__ inline void ldmatrix_x2(unsigned (&r)[2], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%0, %1}, [%2];"
               : "=r"(r[0]), "=r"(r[1])
               : "r"(shared_address(row))
               : "memory");
}

/// The same, each matrix transposed on the way.
__device__ inline void ldmatrix_x2_trans(unsigned (&r)[2], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0, %1}, [%2];"
               : "=r"(r[0]), "=r"(r[1])
               : "r"(shared_address(row))
               : "memory");
}

/// Four 8x8 matrices of 16-bit elements; lane l gives the address of row l.
__device__ inline void ldmatrix_x4(unsigned (&r)[4], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(shared_address(row))
               : "memory");
}

/// The same, each matrix transposed on the way.
__device__ inline void ldmatrix_x4_trans(unsigned (&r)[4], const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(shared_address(row))
               : "memory");
}

#endif

}  // namespace warplight::cuda
