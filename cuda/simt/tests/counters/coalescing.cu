// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Sectors of the ways in which a warp can read and write arrays.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kThreads = 128;  // 4 warps
constexpr int kBlocks = 2;

// launch unit_stride: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8*4 global_load_unique_bytes=1024
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void unit_stride(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  // next line: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
  //   global_load_sectors=32 global_store_requests=8 global_store_active_lanes=256
  //   global_store_bytes=1024 global_store_sectors=32
  y[i] = x[i];
}

// launch shifted: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8*5 global_load_unique_bytes=1024
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void shifted(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float value = x[i + 1];
  y[i] = value;
}

// launch stride_two: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8*8 global_load_unique_bytes=1024
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*8 global_store_unique_bytes=1024
__global__ void stride_two(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[2 * i + 1] = x[2 * i];
}

// Each lane in a sector of its own.
// launch column: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8*32 global_load_unique_bytes=1024
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void column(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[i * 32];
}

// launch backwards: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8*4 global_load_unique_bytes=1024
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void backwards(const float* x, float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[n - 1 - i] = x[i ^ 21];
}

// One address for all: one sector a warp, and 4 bytes for everybody.
// launch broadcast: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024
//   global_load_sectors=8 global_load_unique_bytes=4
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void broadcast(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[5];
}

// launch vectors: global_load_requests=8 global_load_active_lanes=256 global_load_bytes=4096
//   global_load_sectors=8*16 global_load_unique_bytes=4096
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=2048
//   global_store_sectors=8*8 global_store_unique_bytes=2048
__global__ void vectors(const float4* x, double* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float4 v = x[i];
  y[i] = static_cast<double>(v.x) + v.y + v.z + v.w;
}

// launch bytes: global_load_requests=8+8 global_load_active_lanes=512 global_load_bytes=256+512
//   global_load_sectors=8+16 global_load_unique_bytes=512
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void bytes(const unsigned char* x, unsigned char* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned short* pairs = reinterpret_cast<const unsigned short*>(x);
  const unsigned pair = pairs[i];
  y[i] = static_cast<unsigned char>(x[i] + pair);
}

// 200 of 256 threads: the last warp that works has 8 lanes, the one after it none.
// launch tail: global_load_requests=7 global_load_active_lanes=200 global_load_bytes=800
//   global_load_sectors=6*4+1 global_load_unique_bytes=800
//   global_store_requests=7 global_store_active_lanes=200 global_store_bytes=800
//   global_store_sectors=6*4+1 global_store_unique_bytes=800
__global__ void tail(const float* x, float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  y[i] = x[i];
}

// 3 loads a point; the bytes of a warp lie together, so every sector is touched three times.
// launch points: global_load_requests=24 global_load_active_lanes=768 global_load_bytes=3072
//   global_load_sectors=24*12 global_load_unique_bytes=3072
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void points(const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float a = x[3 * i];
  const float b = x[3 * i + 1];
  const float c = x[3 * i + 2];
  y[i] = a + b + c;
}

// The indices of a warp name 4 floats in 2 sectors.
// launch gather_by_index: global_load_requests=16 global_load_active_lanes=512 global_load_bytes=2048
//   global_load_sectors=8*4+8*2 global_load_unique_bytes=1024+8*4*4
//   global_store_requests=8 global_store_active_lanes=256 global_store_bytes=1024
//   global_store_sectors=8*4 global_store_unique_bytes=1024
__global__ void gather_by_index(const int* index, const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int k = index[i];
  y[i] = x[k];
}

int main() {
  constexpr int kN = kThreads * kBlocks;
  float* x = nullptr;
  float* y = nullptr;
  int* index = nullptr;
  cudaMalloc(&x, 32 * kN * sizeof(float));
  cudaMalloc(&y, 2 * kN * sizeof(float));
  cudaMalloc(&index, kN * sizeof(int));
  cudaMemset(x, 0, 32 * kN * sizeof(float));
  int host[kN];
  for (int i = 0; i < kN; ++i) host[i] = i / 32 * 128 + (i % 32 < 8 ? 0 : 64) + i % 2;
  cudaMemcpy(index, host, sizeof(host), cudaMemcpyHostToDevice);
  unit_stride<<<kBlocks, kThreads>>>(x, y);
  shifted<<<kBlocks, kThreads>>>(x, y);
  stride_two<<<kBlocks, kThreads>>>(x, y);
  column<<<kBlocks, kThreads>>>(x, y);
  backwards<<<kBlocks, kThreads>>>(x, y, kN);
  broadcast<<<kBlocks, kThreads>>>(x, y);
  vectors<<<kBlocks, kThreads>>>(reinterpret_cast<float4*>(x), reinterpret_cast<double*>(y));
  bytes<<<kBlocks, kThreads>>>(reinterpret_cast<unsigned char*>(x),
                               reinterpret_cast<unsigned char*>(y));
  tail<<<kBlocks, kThreads>>>(x, y, 200);
  points<<<kBlocks, kThreads>>>(x, y);
  gather_by_index<<<kBlocks, kThreads>>>(index, x, y);
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  cudaFree(index);
  return error == cudaSuccess ? 0 : 1;
}
