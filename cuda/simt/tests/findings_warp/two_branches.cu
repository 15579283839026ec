// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Two votes in two branches, each with the mask of all.
#include <cuda_runtime.h>

__global__ void vote(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int votes = 0;
  if (lane < 16) {
    votes = __all_sync(0xFFFFFFFFU, lane < 16);  // expect: synccheck/warp_mask
  } else {
    votes = __all_sync(0xFFFFFFFFU, lane >= 16);  // expect: synccheck/warp_mask
  }
  out[lane] = votes;
}

int main() {
  int* out = nullptr;
  cudaMalloc(&out, 32 * sizeof(int));
  vote<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
  return 0;
}
