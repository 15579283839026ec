// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Tiles of 1 to 32 threads: ranks, shuffles (structs, too), votes and matches; tiles of tiles.
#include <cstdio>

#include <cooperative_groups.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

struct Wide {
  double a;
  float b[4];
  int c;
};

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

template <unsigned kSize>
__device__ void check_tile(unsigned* wrong) {
  const cg::thread_block block = cg::this_thread_block();
  const auto tile = cg::tiled_partition<kSize>(block);
  const unsigned rank = threadIdx.x % kSize;
  static_assert(decltype(tile)::num_threads() == kSize, "known when compiled");
  expect(wrong, tile.thread_rank() == rank && tile.size() == kSize);
  expect(wrong,
         tile.meta_group_rank() == threadIdx.x / kSize && tile.meta_group_size() == 128 / kSize);

  const unsigned first = threadIdx.x - rank;
  expect(wrong, tile.shfl(threadIdx.x, static_cast<int>(kSize) - 1) == first + kSize - 1);
  expect(wrong, tile.shfl_up(threadIdx.x, 1) == (rank == 0 ? threadIdx.x : threadIdx.x - 1));
  expect(wrong,
         tile.shfl_down(threadIdx.x, 1) == (rank == kSize - 1 ? threadIdx.x : threadIdx.x + 1));
  if (kSize > 1) expect(wrong, tile.shfl_xor(threadIdx.x, 1) == (threadIdx.x ^ 1));

  const unsigned full = kSize == 32 ? 0xFFFFFFFFU : (1U << (kSize & 31U)) - 1;
  expect(wrong, tile.ballot(1) == full);
  expect(wrong, tile.ballot(rank == 0) == 1);
  expect(wrong, tile.any(rank == kSize - 1) != 0 && tile.any(0) == 0);
  expect(wrong, tile.all(1) != 0 && tile.all(rank != 0) == 0);
  expect(wrong, tile.match_any(rank / 2) == ((kSize == 1 ? 1U : 3U) << (rank / 2 * 2)));
  int same = 0;
  expect(wrong, tile.match_all(7, same) == full && same == 1);
  tile.sync();

  Wide wide = {0.5 * rank, {1, 2, 3, static_cast<float>(threadIdx.x)}, -1};
  const Wide got = tile.shfl(wide, 0);
  expect(wrong, got.a == 0 && got.b[3] == static_cast<float>(first) && got.c == -1);
}

__global__ void all_sizes(unsigned* wrong) {
  check_tile<1>(wrong);
  check_tile<2>(wrong);
  check_tile<4>(wrong);
  check_tile<8>(wrong);
  check_tile<16>(wrong);
  check_tile<32>(wrong);
}

/// A tile as a parameter, its size deduced; the parent forgotten.
template <unsigned kSize>
__device__ int sum(const cg::thread_block_tile<kSize>& tile, int value) {
  for (unsigned distance = kSize / 2; distance > 0; distance /= 2)
    value += tile.shfl_down(value, distance);
  return tile.shfl(value, 0);
}

__global__ void nested(unsigned* wrong) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const auto quarter = cg::tiled_partition<8>(warp);
  expect(wrong,
         quarter.meta_group_size() == 4 && quarter.meta_group_rank() == threadIdx.x % 32 / 8);
  const cg::thread_block_tile<8> forgotten = quarter;
  expect(wrong, sum<8>(forgotten, 1) == 8);
  expect(wrong, sum<32>(warp, 2) == 64);
  // Only some tiles of the warp take part.
  if (quarter.meta_group_rank() % 2 == 1) {
    expect(wrong, quarter.shfl(threadIdx.x, 3) == threadIdx.x / 8 * 8 + 3);
    quarter.sync();
  }
  cg::this_thread().sync();
}

__global__ void one_of_a_group(unsigned* wrong) {
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  cg::invoke_one(tile, [&] { atomicAdd(wrong + 1, 1U); });
  const unsigned got = cg::invoke_one_broadcast(tile, [] { return threadIdx.x / 16 + 40; });
  expect(wrong, got == threadIdx.x / 16 + 40);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  cudaMallocManaged(&wrong, 2 * sizeof(unsigned));
  wrong[0] = wrong[1] = 0;
  all_sizes<<<2, 128>>>(wrong);
  nested<<<2, 64>>>(wrong);
  one_of_a_group<<<1, 64>>>(wrong);
  const bool failed = cudaDeviceSynchronize() != cudaSuccess || wrong[0] != 0 || wrong[1] != 4;
  if (failed) std::printf("%u wrong, %u calls\n", wrong[0], wrong[1]);
  cudaFree(wrong);
  return failed ? 1 : 0;
}
