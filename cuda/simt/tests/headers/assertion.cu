// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief A failed assert() says where and in which thread, and leaves cudaErrorAssert behind for good.
// says: void check(const int*, int): block: [1,0,0], thread: [3,0,0] Assertion `values[i] < limit` failed.
#include <cassert>
#include <cstdio>

#include <cuda_runtime.h>

__global__ void check(const int* values, int limit) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  assert(values[i] < limit);
}

int main() {
  int numbers[16];
  for (int i = 0; i < 16; ++i) numbers[i] = i;
  int* values = nullptr;
  cudaMalloc(&values, sizeof(numbers));
  cudaMemcpy(values, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  check<<<2, 8>>>(values, 16);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  numbers[11] = 99;
  cudaMemcpy(values, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  check<<<2, 8>>>(values, 16);
  const cudaError_t error = cudaDeviceSynchronize();
  std::printf("%s\n", cudaGetErrorString(error));
  if (error != cudaErrorAssert) return 3;
  return cudaFree(values) == cudaErrorAssert ? 0 : 4;
}
