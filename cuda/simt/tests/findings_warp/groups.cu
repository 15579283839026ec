// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Groups used by fewer threads than they have, each beside a form that is right.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

/// One lane of four stays away; those that come are a group.
__global__ void reduce_who_came(int* out) {
  int sum = 0;
  if (threadIdx.x % 4 != 3) {
    const auto group = cg::coalesced_threads();
    sum = cg::reduce(group, 1, cg::plus<int>());
  }
  __syncthreads();
  out[threadIdx.x] = sum;
}

/// The block's barrier in a branch that the last warp does not take.
__global__ void block_barrier_in_branch(int* out) {
  const auto block = cg::this_thread_block();
  if (block.thread_rank() < 32) {
    out[block.thread_rank()] = 1;
    block.sync();  // expect: synccheck/divergent_barrier
  }
}

/// A tile's barrier in a branch that all of its threads take.
__global__ void tile_barrier_in_branch(int* out) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  if (tile.meta_group_rank() == 0) {
    out[tile.thread_rank()] = 1;
    tile.sync();
  }
}

/// The lanes of a tile exchange values through memory without waiting for each other.
__global__ void no_tile_sync(int* out) {
  __shared__ int values[32];
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  values[threadIdx.x] = static_cast<int>(threadIdx.x);  // expect: racecheck/shared_race
  out[threadIdx.x] = values[threadIdx.x ^ 1];
  tile.sync();
}

__global__ void tile_sync(int* out) {
  __shared__ int values[32];
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  values[threadIdx.x] = static_cast<int>(threadIdx.x);
  tile.sync();
  out[threadIdx.x] = values[threadIdx.x ^ 1];
}

/// A shuffle waits for the other lanes, but orders no memory.
__global__ void shuffle_orders_nothing(int* out) {
  __shared__ int values[32];
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  values[threadIdx.x] = static_cast<int>(threadIdx.x);
  const int other = tile.shfl_xor(static_cast<int>(threadIdx.x), 1);
  out[threadIdx.x] = values[other];  // expect: racecheck/shared_race
}

}  // namespace

int main() {
  int* out = nullptr;
  cudaMalloc(&out, 64 * sizeof(int));
  reduce_who_came<<<1, 32>>>(out);
  tile_barrier_in_branch<<<1, 64>>>(out);
  tile_sync<<<1, 32>>>(out);
  block_barrier_in_branch<<<1, 64>>>(out);
  no_tile_sync<<<1, 32>>>(out);
  shuffle_orders_nothing<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
  return 0;
}
