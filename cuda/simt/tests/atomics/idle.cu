// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Atomics that change nothing for long and yet are work: no poll, no deadlock.
#include <cstdio>

#include <cuda_runtime.h>

__global__ void greatest(const int* in, int n, int* result) {
  const int stride = static_cast<int>(gridDim.x * blockDim.x);
  for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += stride) {
    atomicMax(result, in[i]);
  }
}

__global__ void alone(int times, int* result, float* zeros) {
  for (int i = 0; i < times; ++i) {
    atomicMax(result, 0);
    atomicAdd(zeros, 0.0F);
  }
}

/// Open addressing; equal keys meet again and again.
__global__ void insert(const int* keys, int n, int* table, int size, int* distinct) {
  const int stride = static_cast<int>(gridDim.x * blockDim.x);
  for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += stride) {
    const int key = keys[i];
    for (int slot = key * 7 % size;; slot = (slot + 1) % size) {
      const int seen = atomicCAS(&table[slot], -1, key);
      if (seen == -1) atomicAdd(distinct, 1);
      if (seen == -1 || seen == key) break;
    }
  }
}

int main() {
  constexpr int kCount = 100000;
  static int numbers[kCount];
  int* in = nullptr;
  int* results = nullptr;
  int* table = nullptr;
  cudaMalloc(&in, sizeof(numbers));
  cudaMalloc(&results, 4 * sizeof(int));
  cudaMalloc(&table, 64 * sizeof(int));
  cudaMemset(in, 0, sizeof(numbers));
  cudaMemset(results, 0, 4 * sizeof(int));
  cudaMemset(table, 0xFF, 64 * sizeof(int));
  greatest<<<1, 32>>>(in, kCount, results);
  alone<<<1, 1>>>(kCount, results, reinterpret_cast<float*>(results + 1));
  for (int i = 0; i < kCount; ++i) numbers[i] = i < 10 ? i : 3;
  cudaMemcpy(in, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  greatest<<<2, 64>>>(in, kCount, results + 2);
  insert<<<1, 1>>>(in, kCount, table, 64, results + 3);
  int got[4];
  cudaMemcpy(got, results, sizeof(got), cudaMemcpyDeviceToHost);
  const cudaError_t error = cudaGetLastError();
  cudaFree(in);
  cudaFree(results);
  cudaFree(table);
  std::printf("%s: %d %d %d %d\n", cudaGetErrorString(error), got[0], got[1], got[2], got[3]);
  return error == cudaSuccess && got[0] == 0 && got[1] == 0 && got[2] == 9 && got[3] == 10 ? 0 : 1;
}
