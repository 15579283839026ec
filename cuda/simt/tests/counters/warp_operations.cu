// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Shuffles, votes, matches, reductions, __syncwarp: one for each warp, or each part of one, that takes part.
#include <cstdio>

#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>

namespace cg = cooperative_groups;

constexpr unsigned kAll = 0xFFFFFFFFU;
constexpr int kN = 64;  // 2 warps

// 5 steps in each of 2 warps; the loads and stores are whole warps, the result one lane each.
// launch butterfly: shuffles=2*5
//   global_load_requests=2 global_load_active_lanes=64 global_load_bytes=256 global_load_sectors=8
//   global_load_unique_bytes=256 global_store_requests=2 global_store_active_lanes=2 global_store_bytes=8
//   global_store_sectors=2 global_store_unique_bytes=8
__global__ void butterfly(const float* x, float* y) {
  float v = x[threadIdx.x];
  for (int step = 16; step > 0; step /= 2)
    v += __shfl_xor_sync(kAll, v, step);  // here: shuffles=10
  if (threadIdx.x % 32 == 0) y[threadIdx.x] = v;
}

// Segments of 8 lanes are a matter of the result; the operation is the warp's.
// launch segments: shuffles=2*3 global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void segments(float* y) {
  float v = static_cast<float>(threadIdx.x);
  v += __shfl_down_sync(kAll, v, 4, 8);
  v += __shfl_up_sync(kAll, v, 1, 8);
  v += __shfl_sync(kAll, v, 0, 8);
  y[threadIdx.x] = v;
}

// launch votes: votes=2*3 matches=2*2 warp_reduces=2*2 warp_syncs=2
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void votes(unsigned* y) {
  const unsigned t = threadIdx.x;
  unsigned v = __ballot_sync(kAll, t % 3 == 0);
  v += __any_sync(kAll, t == 3) + __all_sync(kAll, t < 64);
  int same = 0;
  v += __match_any_sync(kAll, t / 4) + __match_all_sync(kAll, t / 32, &same);
  v += __reduce_add_sync(kAll, t) + __reduce_max_sync(kAll, t);
  __syncwarp();
  y[t] = v + same;
}

// Only half of the lanes: still one operation a warp. After it the lanes of the other half have another common
// point: none; the load is one request, since nobody went around a loop.
// launch halves: shuffles=2 warp_syncs=2 global_load_requests=2 global_load_active_lanes=64 global_load_bytes=256
//   global_load_sectors=8 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void halves(const float* x, float* y) {
  float v = 1.0F;
  if (threadIdx.x % 32 < 16) {
    v = __shfl_xor_sync(0xFFFFU, v, 1);
    __syncwarp(0xFFFFU);
  }
  y[threadIdx.x] = v + x[threadIdx.x];
}

// A warp of 32 falls into two tiles of 16: each has its own operations. 4 steps; 2 warps of 2 tiles.
// launch tiles: shuffles=4*4 votes=4 warp_syncs=4 global_load_requests=2 global_load_active_lanes=64
//   global_load_bytes=256 global_load_sectors=8 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=4 global_store_bytes=16
//   global_store_sectors=2 global_store_unique_bytes=16
__global__ void tiles(const float* x, float* y) {
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  float v = x[threadIdx.x];
  for (int step = 8; step > 0; step /= 2) v += tile.shfl_down(v, step);
  const int any = tile.any(v > 0.0F);
  tile.sync();
  if (tile.thread_rank() == 0)
    y[threadIdx.x / 16 + threadIdx.x / 32 * 30] = v + static_cast<float>(any);
}

// Whole warps as tiles, then the reduction of the library: as many shuffles as it makes of them.
// launch tile_reduce: warp_reduces=2 global_load_requests=2 global_load_active_lanes=64
//   global_load_bytes=256 global_load_sectors=8 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=2 global_store_bytes=8
//   global_store_sectors=2 global_store_unique_bytes=8
__global__ void tile_reduce(const int* x, int* y) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const int sum = cg::reduce(warp, x[threadIdx.x], cg::plus<int>());
  if (warp.thread_rank() == 0) y[threadIdx.x] = sum;
}

// Each row belongs to a tile of 8, and has 20 columns: its lanes go around 3 or 2 times. The shuffles of a tile are
// common points of its lanes: at the next row they start together. A warp has 4 tiles, which work alike: per row 3
// requests (32, 32, 16 lanes). Rows are 20 floats apart: 8 floats of four rows, 4 sectors and what
// straddles: the row's begin mod 8 is 0 or 4.
// launch tile_rows: shuffles=8*2*3 global_load_requests=2*2*3 global_load_active_lanes=16*20
//   global_load_bytes=16*20*4 global_load_unique_bytes=16*20*4
//   global_load_sectors=4*(6+6+4)
//   global_store_requests=2*2 global_store_active_lanes=16 global_store_bytes=64
//   global_store_sectors=2*2*4 global_store_unique_bytes=64
__global__ void tile_rows(const float* x, float* y) {
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  const int first = static_cast<int>(threadIdx.x) / 8 * 2;  // two rows for each tile
  for (int row = first; row < first + 2; ++row) {
    float sum = 0.0F;
    for (unsigned column = tile.thread_rank(); column < 20; column += 8)
      sum += x[row * 20 + column];
    for (int step = 4; step > 0; step /= 2) sum += tile.shfl_xor(sum, step);
    if (tile.thread_rank() == 0) y[row * 8] = sum;
  }
}

int main() {
  float* x = nullptr;
  float* y = nullptr;
  cudaMalloc(&x, 4096);
  cudaMalloc(&y, 4096);
  cudaMemset(x, 0, 4096);
  butterfly<<<1, kN>>>(x, y);
  segments<<<1, kN>>>(y);
  votes<<<1, kN>>>(reinterpret_cast<unsigned*>(y));
  halves<<<1, kN>>>(x, y);
  tiles<<<1, kN>>>(x, y);
  tile_reduce<<<1, kN>>>(reinterpret_cast<int*>(x), reinterpret_cast<int*>(y));
  tile_rows<<<1, kN>>>(x, y);
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  return error == cudaSuccess ? 0 : 1;
}
