// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Which lanes make a request together: branches, loops of different lengths, early exits.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kN = 128;

// Two branches, two instructions: each with half of the lanes, in every warp.
// launch branches: global_load_requests=4+4 global_load_active_lanes=128 global_load_bytes=512
//   global_load_sectors=8*4 global_load_unique_bytes=512
//   global_store_requests=4 global_store_active_lanes=128 global_store_bytes=512
//   global_store_sectors=4*4 global_store_unique_bytes=512
__global__ void branches(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  float v;
  if (i % 2 == 0) {
    // next line: global_load_requests=4 global_load_active_lanes=64 global_load_bytes=256
    //   global_load_sectors=16
    v = x[i] * 2.0F;
  } else {
    // next line: global_load_requests=4 global_load_active_lanes=64 global_load_bytes=256
    //   global_load_sectors=16
    v = x[i] + 1.0F;
  }
  y[i] = v;
}

// Only the first half of each warp.
// launch half_warps: global_load_requests=4 global_load_active_lanes=64 global_load_bytes=256
//   global_load_sectors=4*2 global_load_unique_bytes=256
//   global_store_requests=4 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=4*2 global_store_unique_bytes=256
__global__ void half_warps(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (threadIdx.x % 32 < 16) y[i] = x[i];
}

// Whole warps that skip: nothing at all from warps 1 and 3.
// launch even_warps: global_load_requests=2 global_load_active_lanes=64 global_load_bytes=256
//   global_load_sectors=2*4 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=2*4 global_store_unique_bytes=256
__global__ void even_warps(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (threadIdx.x / 32 % 2 == 0) y[i] = x[i];
}

// Lane l goes around l + 1 times: 32 requests a warp, the k-th (from 0) with 32 - k lanes.
// Request k reads floats k .. 31 + 0 of lanes k..31, each at l + 32 * k: 32-k floats from k on.
// Sectors: 8 times each of 4, 3, 2, 1.
// launch triangle: global_load_requests=4*32 global_load_active_lanes=4*528 global_load_bytes=4*528*4
//   global_load_sectors=4*8*(4+3+2+1) global_load_unique_bytes=528*4
//   global_store_requests=4 global_store_active_lanes=128 global_store_bytes=512
//   global_store_sectors=16 global_store_unique_bytes=512
__global__ void triangle(const float* x, float* y) {
  const int lane = threadIdx.x % 32;
  float sum = 0.0F;
  for (int k = 0; k <= lane; ++k) sum += x[32 * k + lane];
  y[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

// The second loop starts anew for all: lanes meet again at its first turn, though they did the first one
// different times. Both loops are one instruction each. All lanes read one address: one sector a request.
// launch two_loops: global_load_requests=4*(32+3) global_load_active_lanes=4*(528+96)
//   global_load_bytes=16*(528+96) global_load_sectors=4*(32+3) global_load_unique_bytes=4*(32+3)
//   global_store_requests=4 global_store_active_lanes=128 global_store_bytes=512
//   global_store_sectors=16 global_store_unique_bytes=512
__global__ void two_loops(const float* x, float* y) {
  const int lane = threadIdx.x % 32;
  float sum = 0.0F;
  for (int k = 0; k <= lane; ++k) sum += x[k];
  for (int k = 0; k < 3; ++k) sum += x[32 + k];
  y[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

// A loop inside a loop, lengths by lane, a barrier between the turns of the outer one: each turn starts at a common
// point. Turn t: lane l reads (l + t) % 4 times. Without the barrier the turns would run into each other.
// launch nested: global_load_requests=4*4*3 global_load_active_lanes=128*6 global_load_bytes=128*6*4
//   global_load_sectors=4*4*3 global_load_unique_bytes=4*3
//   global_store_requests=4 global_store_active_lanes=128 global_store_bytes=512
//   global_store_sectors=16 global_store_unique_bytes=512 barriers=4
__global__ void nested(const float* x, float* y) {
  float sum = 0.0F;
  for (unsigned turn = 0; turn < 4; ++turn) {
    for (unsigned k = 0; k < (threadIdx.x + turn) % 4; ++k) sum += x[k];
    __syncthreads();
  }
  y[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

// Three lanes in four have gone before the loads.
// launch early_exit: global_load_requests=4 global_load_active_lanes=32 global_load_bytes=128
//   global_load_sectors=4*4 global_load_unique_bytes=128
//   global_store_requests=4 global_store_active_lanes=32 global_store_bytes=128
//   global_store_sectors=4*4 global_store_unique_bytes=128
__global__ void early_exit(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i % 4 != 3) return;
  const float v = x[i];
  if (v < -1.0F) return;
  y[i] = v;
}

// Grid-stride: 128 threads, 1000 elements: 8 turns, the last one with 104 threads.
// launch grid_stride: global_load_requests=7*4+4 global_load_active_lanes=1000 global_load_bytes=4000
//   global_load_sectors=125 global_load_unique_bytes=4000
//   global_store_requests=32 global_store_active_lanes=1000 global_store_bytes=4000
//   global_store_sectors=125 global_store_unique_bytes=4000
__global__ void grid_stride(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    y[i] = 2.0F * x[i];
  }
}

// 40 threads: a full warp and one of 8.
// launch small_block: global_load_requests=2 global_load_active_lanes=40 global_load_bytes=160
//   global_load_sectors=4+1 global_load_unique_bytes=160
//   global_store_requests=2 global_store_active_lanes=40 global_store_bytes=160
//   global_store_sectors=5 global_store_unique_bytes=160
__global__ void small_block(const float* x, float* y) { y[threadIdx.x] = x[threadIdx.x]; }

// Two dimensions, 8 x 8: a warp is 4 rows of 8, 32 floats apart.
// launch square: global_load_requests=2 global_load_active_lanes=64 global_load_bytes=256
//   global_load_sectors=2*4 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=2*8 global_store_unique_bytes=256
__global__ void square(const float* x, float* y) {
  y[threadIdx.x * 32 + threadIdx.y] = x[threadIdx.y * 32 + threadIdx.x];
}

int main() {
  float* x = nullptr;
  float* y = nullptr;
  cudaMalloc(&x, 32 * kN * sizeof(float));
  cudaMalloc(&y, 32 * kN * sizeof(float));
  cudaMemset(x, 0, 32 * kN * sizeof(float));
  branches<<<1, kN>>>(x, y);
  half_warps<<<1, kN>>>(x, y);
  even_warps<<<1, kN>>>(x, y);
  triangle<<<1, kN>>>(x, y);
  two_loops<<<1, kN>>>(x, y);
  nested<<<1, kN>>>(x, y);
  early_exit<<<1, kN>>>(x, y);
  grid_stride<<<1, kN>>>(x, y, 1000);
  small_block<<<1, 40>>>(x, y);
  square<<<1, dim3(8, 8)>>>(x, y);
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  return error == cudaSuccess ? 0 : 1;
}
