// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Asynchronous copies, ldmatrix, mma.sync.
#include <cstdio>

#include "../../../primitives/async_copy.cuh"
#include "../../../primitives/ldmatrix.cuh"
#include "../../../primitives/mma.cuh"

namespace wl = warplight::cuda;

// 128 threads copy 16 bytes each: a global load and a shared store of 16 bytes, four groups a warp.
// launch copies: static_shared=2048 barriers=1 async_copies=128
//   global_load_requests=4 global_load_active_lanes=128 global_load_bytes=2048 global_load_sectors=64
//   global_load_unique_bytes=2048 shared_store_requests=4 shared_store_wavefronts=16
//   shared_load_requests=4 shared_load_wavefronts=16
//   global_store_requests=4 global_store_active_lanes=128 global_store_bytes=2048
//   global_store_sectors=64 global_store_unique_bytes=2048
__global__ void copies(const float4* x, float4* y) {
  __shared__ float4 s[128];
  wl::cp_async16(&s[threadIdx.x], &x[threadIdx.x]);
  wl::cp_async_commit();
  wl::cp_async_wait<0>();
  __syncthreads();
  y[threadIdx.x] = s[threadIdx.x ^ 1];
}

// Rows of 32 bytes: 16 x 16 elements. An x4 reads four 8x8: each has 8 rows of 16 bytes, 32 bytes apart: two rows in
// the same banks. Then the same from rows of 48 bytes (16 of them padding): no conflicts.
// launch matrices: static_shared=16*32+16*48 barriers=1 ldmatrix=3 mma=2
//   shared_store_requests=2 shared_store_wavefronts=4+4 shared_store_conflicts=0
//   shared_load_requests=3 shared_load_wavefronts=4*2+4*1+2*2 shared_load_conflicts=4+0+2
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=64*8
//   global_store_sectors=2*8 global_store_unique_bytes=512
__global__ void matrices(float2* y) {
  __shared__ __align__(16) unsigned short plain[16][16];
  __shared__ __align__(16) unsigned short padded[16][24];
  const unsigned lane = threadIdx.x;
  *reinterpret_cast<uint4*>(&plain[lane / 2][lane % 2 * 8]) = make_uint4(0x3F803F80U, 0, 0, 0);
  *reinterpret_cast<uint4*>(&padded[lane % 16][lane / 16 * 8]) = make_uint4(0, 0x3F803F80U, 0, 0);
  __syncthreads();
  unsigned a[4];
  unsigned c[4];
  unsigned b[2];
  // next line: ldmatrix=1 shared_load_requests=1 shared_load_wavefronts=8
  //   shared_load_conflicts=4
  wl::ldmatrix_x4(a, &plain[lane % 16][lane / 16 * 8]);
  wl::ldmatrix_x4(c, &padded[lane % 16][lane / 16 * 8]);
  wl::ldmatrix_x2(b, &plain[lane % 8][lane / 8 % 2 * 8]);
  float d[4] = {};
  wl::mma_m16n8k16_bf16(d, a, b, d);
  wl::mma_m16n8k16_bf16(d, c, b, d);
  y[lane] = make_float2(d[0], d[1]);
  y[lane + 32] = make_float2(d[2], d[3]);
}

int main() {
  float4* x = nullptr;
  float4* y = nullptr;
  cudaMalloc(&x, 4096);
  cudaMalloc(&y, 4096);
  cudaMemset(x, 0, 4096);
  copies<<<1, 128>>>(x, y);
  matrices<<<1, 32>>>(reinterpret_cast<float2*>(y));
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  return error == cudaSuccess ? 0 : 1;
}
