// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The sum of an array in one launch: each block leaves its part, and the one that comes last adds the parts.
///        The fence before the ticket and the barrier after it make the parts visible; nothing else does.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kThreads = 128;

__device__ unsigned blocks_done = 0;

__device__ float sum_of_block(float value, float* tile) {
  tile[threadIdx.x] = value;
  __syncthreads();
  for (unsigned half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) tile[threadIdx.x] += tile[threadIdx.x + half];
    __syncthreads();
  }
  return tile[0];
}

__global__ void sum(const float* in, int n, float* parts, float* result) {
  __shared__ float tile[kThreads];
  __shared__ bool last;
  const unsigned i = blockIdx.x * kThreads + threadIdx.x;
  const float part = sum_of_block(i < static_cast<unsigned>(n) ? in[i] : 0.0F, tile);
  if (threadIdx.x == 0) {
    parts[blockIdx.x] = part;
    __threadfence();
    last = atomicInc(&blocks_done, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  float value = 0;
  for (unsigned block = threadIdx.x; block < gridDim.x; block += kThreads) value += parts[block];
  __syncthreads();
  const float all = sum_of_block(value, tile);
  if (threadIdx.x == 0) *result = all;
}

int main() {
  constexpr int kCount = 10000;
  constexpr int kBlocks = (kCount + kThreads - 1) / kThreads;
  static float numbers[kCount];
  for (int i = 0; i < kCount; ++i) numbers[i] = static_cast<float>(i % 13);
  float expected = 0;
  for (const float number : numbers) expected += number;
  float* in = nullptr;
  float* parts = nullptr;
  float* result = nullptr;
  cudaMalloc(&in, sizeof(numbers));
  cudaMalloc(&parts, kBlocks * sizeof(float));
  cudaMalloc(&result, sizeof(float));
  cudaMemcpy(in, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  bool good = true;
  for (int round = 0; round < 3; ++round) {  // the ticket counts from 0 again each time
    sum<<<kBlocks, kThreads>>>(in, kCount, parts, result);
    float value = 0;
    cudaMemcpy(&value, result, sizeof(value), cudaMemcpyDeviceToHost);
    good = good && value == expected;
  }
  cudaFree(in);
  cudaFree(parts);
  cudaFree(result);
  std::printf(good ? "good\n" : "wrong\n");
  return good ? 0 : 1;
}
