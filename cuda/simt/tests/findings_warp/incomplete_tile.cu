// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief A reduction of a tile that one of its threads does not come to: reported where it is called.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

__global__ void reduce_without_one(int* out) {
  const auto tile = cg::tiled_partition<4>(cg::this_thread_block());
  int sum = 0;
  if (threadIdx.x % 4 != 3) {
    sum = cg::reduce(tile, 1, cg::plus<int>());  // expect: synccheck/warp_mask
  }
  __syncthreads();
  out[threadIdx.x] = sum;
}

int main() {
  int* out = nullptr;
  cudaMalloc(&out, 32 * sizeof(int));
  reduce_without_one<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
  return 0;
}
