// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Wavefronts and conflicts of shared memory: 32 banks of 4 bytes; groups of 32, 16 or 8 lanes.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kN = 64;  // 2 warps

// Each thread writes its own word, then reads 12 words a known distance apart. All reads of a line are one
// instruction. Only the last store goes to global memory.
// Stride 1, 2, 4, ... 32: 1, 2, 4, ... 32 ways; 3 and 33: none; one word for all: none; two words in one bank: 2.
// launch strides: dynamic_shared=64*33*4 barriers=1
//   shared_store_requests=2*33 shared_store_wavefronts=2*33
//   shared_load_requests=2*10 shared_load_wavefronts=2*(1+2+4+8+16+32+1+1+1+2)
//   shared_load_conflicts=2*(0+1+3+7+15+31+0+0+0+1)
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void strides(float* y) {
  extern __shared__ float s[];
  const int t = threadIdx.x;
  const int lane = t % 32;
  for (int k = 0; k < 33; ++k) s[k * kN + t] = 1.0F;
  __syncthreads();
  float sum = s[lane];  // here: shared_load_requests=2 shared_load_wavefronts=2
  sum +=
      s[2 * lane];  // here: shared_load_requests=2 shared_load_wavefronts=4 shared_load_conflicts=2
  sum += s[4 * lane];
  sum += s[8 * lane];
  sum += s[16 * lane];
  sum +=
      s[32 *
        lane];  // here: shared_load_requests=2 shared_load_wavefronts=64 shared_load_conflicts=62
  sum += s[33 * lane];
  sum += s[3 * lane];
  sum += s[7];
  sum += s[lane % 2 * 32];
  y[t] = sum;
}

// 8 bytes a lane: two groups of 16. Unit stride: 1 wavefront a group; stride 2: 2; all 16 words of a group ... stride
// 16: each lane of a group in the same two banks: 16.
// launch wide: static_shared=64*16*8 barriers=1
//   shared_store_requests=2*16 shared_store_wavefronts=2*16*2
//   shared_load_requests=2*4 shared_load_wavefronts=2*(2+4+32+2) shared_load_conflicts=2*(0+2+30+0)
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=512
//   global_store_sectors=16 global_store_unique_bytes=512
__global__ void wide(double* y) {
  __shared__ double s[kN * 16];
  const int t = threadIdx.x;
  const int lane = t % 32;
  for (int k = 0; k < 16; ++k) s[k * kN + t] = 1.0;
  __syncthreads();
  double sum = s[lane];
  sum += s[2 * lane];
  sum += s[16 * lane];
  sum += s[3];
  y[t] = sum;
}

// 16 bytes a lane: four groups of 8. Unit stride: 1 each. Stride 2: 2. Rows of 128 bytes (8 float4 apart): 8.
// launch quads: static_shared=64*8*16 barriers=1
//   shared_store_requests=2*8 shared_store_wavefronts=2*8*4
//   shared_load_requests=2*4 shared_load_wavefronts=2*(4+8+32+4) shared_load_conflicts=2*(0+4+28+0)
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void quads(float* y) {
  __shared__ float4 s[kN * 8];
  const int t = threadIdx.x;
  const int lane = t % 32;
  for (int k = 0; k < 8; ++k) s[k * kN + t] = make_float4(1.0F, 2.0F, 3.0F, 4.0F);
  __syncthreads();
  float4 a = s[lane];
  float4 b = s[2 * lane];
  float4 c = s[8 * lane];
  float4 d = s[1];
  y[t] = a.x + b.y + c.z + d.w;
}

// Bytes and halves: the lanes of a word share it. 32 bytes are 8 words, 32 shorts 16: 1 wavefront.
// Bytes 32 apart: words 8 apart: 8 of them in a bank... every fourth lane in one bank: 8 ways.
// launch narrow: static_shared=1024+128 barriers=1
//   shared_store_requests=2*16+2 shared_store_wavefronts=2*16+2
//   shared_load_requests=2*3 shared_load_wavefronts=2*(1+8+1) shared_load_conflicts=2*7
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void narrow(int* y) {
  __shared__ unsigned char s[1024];
  __shared__ short h[kN];
  const int t = threadIdx.x;
  const int lane = t % 32;
  for (int k = 0; k < 16; ++k) s[k * kN + t] = 1;
  h[t] = 2;
  __syncthreads();
  int sum = s[lane];
  sum += s[32 * lane];
  sum += h[lane ^ 1];
  y[t] = sum;
}

// A store of all lanes to one word has one winner: one wavefront. Different words of one bank: as for loads.
// Half of a warp: a group with 16 active lanes. 8 bytes by lanes 0 to 15 alone: one group, so no conflict.
// launch partly: static_shared=2*4096+2*256 barriers=3
//   shared_store_requests=2*5 shared_store_wavefronts=2*(1+1+32+16+1)
//   shared_store_conflicts=2*(0+0+31+15+0)
//   shared_load_requests=2*2 shared_load_wavefronts=2*(1+2)
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void partly(float* y) {
  __shared__ float s[2][1024];
  __shared__ double d[2][32];
  const int warp = threadIdx.x / 32;
  const int lane = threadIdx.x % 32;
  s[warp][lane] = 1.0F;
  __syncthreads();
  s[warp][0] = 3.0F;  // here: shared_store_requests=2 shared_store_wavefronts=2
  __syncthreads();
  s[warp][32 * lane] = 4.0F;
  if (lane < 16) s[warp][32 * lane] = 6.0F;
  if (lane < 16) d[warp][lane] = 5.0;
  __syncthreads();
  y[threadIdx.x] = s[warp][0] + static_cast<float>(d[warp][3]);
}

int main() {
  double* y = nullptr;
  cudaMalloc(&y, kN * sizeof(double));
  float* f = reinterpret_cast<float*>(y);
  strides<<<1, kN, kN * 33 * sizeof(float)>>>(f);
  wide<<<1, kN>>>(y);
  quads<<<1, kN>>>(f);
  narrow<<<1, kN>>>(reinterpret_cast<int*>(y));
  partly<<<1, kN>>>(f);
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(y);
  return error == cudaSuccess ? 0 : 1;
}
