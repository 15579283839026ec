// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The last block adds the others' parts, but nobody fenced: the ticket says that they are there, and
///        the memory model does not.
#include <cuda_runtime.h>

__device__ unsigned blocks_done = 0;

__global__ void sum(const int* in, int* parts, int* result) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    int part = 0;
    for (unsigned i = 0; i < 32; ++i) part += in[32 * blockIdx.x + i];
    parts[blockIdx.x] = part;
    last = atomicAdd(&blocks_done, 1U) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last || threadIdx.x != 0) return;
  int all = 0;
  for (unsigned block = 0; block < gridDim.x; ++block) {
    all += parts[block];  // expect: racecheck/global_race
  }
  *result = all;
}

int main() {
  int* in = nullptr;
  int* parts = nullptr;
  int* result = nullptr;
  cudaMalloc(&in, 8 * 32 * sizeof(int));
  cudaMalloc(&parts, 8 * sizeof(int));
  cudaMalloc(&result, sizeof(int));
  cudaMemset(in, 0, 8 * 32 * sizeof(int));
  sum<<<8, 32>>>(in, parts, result);
  cudaDeviceSynchronize();
  cudaFree(in);
  cudaFree(parts);
  cudaFree(result);
}
