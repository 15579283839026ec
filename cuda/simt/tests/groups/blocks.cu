// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Cooperative groups of blocks and grids: ranks, sizes, sync; a cooperative launch; any group as thread_group.
#include <cstdio>

#include <cooperative_groups.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

constexpr int kThreads = 96;
constexpr int kBlocks = 6;

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

__global__ void block_ranks(unsigned* wrong) {
  const cg::thread_block block = cg::this_thread_block();
  const unsigned rank = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
  expect(wrong, block.thread_rank() == rank && cg::thread_rank(block) == rank);
  expect(wrong, block.size() == 60 && block.num_threads() == 60 && cg::group_size(block) == 60);
  expect(wrong, block.thread_index().y == threadIdx.y && block.group_index().x == blockIdx.x);
  expect(wrong, block.group_dim().x == 5 && block.dim_threads().z == 3);

  __shared__ unsigned values[60];
  values[rank] = rank;
  block.sync();
  expect(wrong, values[59 - rank] == 59 - rank);
  cg::sync(block);
  values[rank] = 1;
  block.barrier_wait(block.barrier_arrive());
  unsigned sum = 0;
  for (unsigned i = 0; i < 60; ++i) sum += values[i];
  expect(wrong, sum == 60);
}

__global__ void grid_ranks(unsigned* wrong) {
  const cg::grid_group grid = cg::this_grid();
  expect(wrong, grid.num_blocks() == 12 && grid.size() == 12 * 8 && grid.dim_blocks().y == 3);
  expect(wrong,
         grid.block_rank() == blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z));
  expect(wrong, grid.thread_rank() == grid.block_rank() * 8 + threadIdx.x);
  expect(wrong, grid.group_dim().z == 2 && grid.block_index().z == blockIdx.z);
}

/// Every block adds its part, all wait, every block sees the whole.
__global__ void across_blocks(int* parts, unsigned* wrong) {
  const cg::grid_group grid = cg::this_grid();
  expect(wrong, grid.is_valid());
  for (int round = 1; round <= 3; ++round) {
    if (threadIdx.x == 0) parts[blockIdx.x] = round * static_cast<int>(blockIdx.x);
    grid.sync();
    int sum = 0;
    for (int i = 0; i < kBlocks; ++i) sum += parts[i];
    expect(wrong, sum == round * kBlocks * (kBlocks - 1) / 2);
    cg::sync(grid);
  }
}

__device__ int sum_of(const cg::thread_group& group, int* scratch, int value) {
  const auto rank = static_cast<int>(group.thread_rank());
  for (auto half = static_cast<int>(group.size()) / 2; half > 0; half /= 2) {
    scratch[rank] = value;
    group.sync();
    if (rank < half) value += scratch[rank + half];
    group.sync();
  }
  return value;
}

__global__ void any_group(unsigned* wrong) {
  __shared__ int scratch[64];
  const cg::thread_block block = cg::this_thread_block();
  const int whole = sum_of(block, scratch, 1);
  if (block.thread_rank() == 0) expect(wrong, whole == 64);
  block.sync();
  const cg::thread_group tile = cg::tiled_partition(block, 16);
  expect(wrong, tile.size() == 16 && tile.thread_rank() == threadIdx.x % 16);
  const int part = sum_of(tile, scratch + threadIdx.x / 16 * 16, 2);
  if (tile.thread_rank() == 0) expect(wrong, part == 32);
  const cg::thread_group smaller = cg::tiled_partition(tile, 4);
  expect(wrong, smaller.size() == 4 && smaller.thread_rank() == threadIdx.x % 4);
  const int quarter = sum_of(smaller, scratch + threadIdx.x / 4 * 4, 3);
  if (smaller.thread_rank() == 0) expect(wrong, quarter == 12);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  int* parts = nullptr;
  cudaMallocManaged(&wrong, sizeof(unsigned));
  cudaMalloc(&parts, kBlocks * sizeof(int));
  *wrong = 0;
  block_ranks<<<2, dim3(5, 4, 3)>>>(wrong);
  grid_ranks<<<dim3(2, 3, 2), 8>>>(wrong);
  any_group<<<2, 64>>>(wrong);
  void* arguments[] = {&parts, &wrong};
  const cudaError_t launched = cudaLaunchCooperativeKernel(
      reinterpret_cast<void*>(across_blocks), dim3(kBlocks), dim3(kThreads), arguments, 0, nullptr);
  const bool failed =
      launched != cudaSuccess || cudaDeviceSynchronize() != cudaSuccess || *wrong != 0;
  if (failed) std::printf("%u wrong\n", *wrong);
  cudaFree(parts);
  cudaFree(wrong);
  return failed ? 1 : 0;
}
