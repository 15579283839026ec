// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief __trap() ends the launch; what the other blocks did before is undefined, the error stays.
#include <cuda_runtime.h>

__global__ void stop_at(unsigned thread) {
  if (threadIdx.x == thread) __trap();
  __syncthreads();
}

int main() {
  stop_at<<<1, 64>>>(64);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  stop_at<<<1, 64>>>(40);
  if (cudaDeviceSynchronize() != cudaErrorLaunchFailure) return 3;
  void* memory = nullptr;
  return cudaMalloc(&memory, 4) == cudaErrorLaunchFailure ? 0 : 4;
}
