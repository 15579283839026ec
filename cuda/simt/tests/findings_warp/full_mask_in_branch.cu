// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief A shuffle in a branch that some lanes take, with the mask of all: the others wait at the barrier, for ever.
#include <cuda_runtime.h>

__global__ void sum_of_neighbours(int* out, int count) {
  const int lane = static_cast<int>(threadIdx.x);
  int value = lane;
  if (lane < count) {
    value += __shfl_down_sync(0xFFFFFFFFU, value, 1);  // expect: synccheck/warp_mask
  }
  __syncthreads();
  out[lane] = value;
}

int main(int argc, char**) {
  int* out = nullptr;
  cudaMalloc(&out, 32 * sizeof(int));
  sum_of_neighbours<<<1, 32>>>(out, argc + 20);
  const bool stopped = cudaDeviceSynchronize() == cudaErrorLaunchTimeout;
  cudaFree(out);
  return stopped ? 0 : 2;
}
