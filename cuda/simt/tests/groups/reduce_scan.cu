// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Reductions and scans of tiles, of several warps, of coalesced groups, with CUDA's operations and others;
///        results that go to memory.
#include <cstdio>

#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
#include <cuda/atomic>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

using DeviceCounter = cuda::atomic_ref<int, cuda::thread_scope_device>;

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

struct Extremes {
  float low;
  float high;
};

template <unsigned kSize>
__device__ void check_tile(unsigned* wrong) {
  constexpr int kCount = kSize;
  const auto tile = cg::tiled_partition<kSize>(cg::this_thread_block());
  const int rank = static_cast<int>(tile.thread_rank());
  expect(wrong, cg::reduce(tile, rank, cg::plus<int>()) == kCount * (kCount - 1) / 2);
  expect(wrong, cg::reduce(tile, 0.5F * static_cast<float>(rank), cg::plus<float>()) ==
                    0.25F * static_cast<float>(kCount * (kCount - 1)));
  expect(wrong, cg::reduce(tile, 5 - rank, cg::less<int>()) == 6 - kCount);
  expect(wrong, cg::reduce(tile, 5.0 - rank, cg::greater<double>()) == 5.0);
  expect(wrong, cg::reduce(tile, 1U << (rank % 32), cg::bit_or<unsigned>()) ==
                    (kCount >= 32 ? 0xFFFFFFFFU : (1U << (kCount % 32)) - 1));
  expect(wrong, cg::reduce(tile, rank + 1, [](int a, int b) { return a > b ? a : b; }) == kCount);
  const int inclusive = cg::inclusive_scan(tile, rank);
  expect(wrong, inclusive == rank * (rank + 1) / 2);
  expect(wrong, cg::exclusive_scan(tile, rank) == inclusive - rank);
  expect(wrong, cg::inclusive_scan(tile, rank * 7 % 5, cg::greater<int>()) <= 4);
  const float earlier = cg::exclusive_scan(tile, static_cast<float>(rank), cg::greater<float>());
  expect(wrong, earlier == (rank == 0 ? 0.0F : static_cast<float>(rank - 1)));
}

__global__ void tiles(unsigned* wrong) {
  check_tile<1>(wrong);
  check_tile<4>(wrong);
  check_tile<8>(wrong);
  check_tile<16>(wrong);
  check_tile<32>(wrong);
}

__global__ void structs(unsigned* wrong) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const float value = static_cast<float>((threadIdx.x * 13) % 32);
  const Extremes all = cg::reduce(tile, Extremes{value, value}, [](Extremes a, Extremes b) {
    return Extremes{fminf(a.low, b.low), fmaxf(a.high, b.high)};
  });
  expect(wrong, all.low == 0 && all.high == 31);
}

__global__ void coalesced(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x % 32);
  if (lane % 3 == 0) {
    const cg::coalesced_group group = cg::coalesced_threads();
    expect(wrong, cg::reduce(group, lane, cg::plus<int>()) == 165);
    expect(wrong, cg::reduce(group, 0.5F * static_cast<float>(lane), cg::plus<float>()) == 82.5F);
    expect(wrong, cg::exclusive_scan(group, 1) == lane / 3);
    expect(wrong, cg::inclusive_scan(group, 2.0) == 2.0 * (lane / 3 + 1));
  }
}

__global__ void several_warps(unsigned* wrong) {
  __shared__ cg::block_tile_memory<256> memory;
  const cg::thread_block block = cg::this_thread_block(memory);
  const auto tile = cg::tiled_partition<128>(block);
  const int rank = static_cast<int>(tile.thread_rank());
  expect(wrong, tile.meta_group_rank() == threadIdx.x / 128 && tile.meta_group_size() == 2);
  expect(wrong, cg::reduce(tile, rank, cg::plus<int>()) == 127 * 64);
  expect(wrong, cg::inclusive_scan(tile, rank) == rank * (rank + 1) / 2);
  expect(wrong, cg::exclusive_scan(tile, 1.0F) == static_cast<float>(rank));
  expect(wrong, tile.shfl(threadIdx.x, 77) == threadIdx.x / 128 * 128 + 77);
  expect(wrong, tile.any(rank == 100) != 0 && tile.all(rank != 100) == 0);
  tile.sync();
}

__global__ void to_memory(int* data, unsigned* wrong) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const DeviceCounter sum(data[0]);
  const DeviceCounter low(data[1]);
  const int rank = static_cast<int>(tile.thread_rank());
  cg::reduce_update_async(tile, sum, rank, cg::plus<int>());
  cg::reduce_update_async(tile, low, rank - static_cast<int>(threadIdx.x), cg::less<int>());
  cg::reduce_store_async(tile, data + 4 + tile.meta_group_rank(), rank, cg::greater<int>());
  const DeviceCounter places(data[2]);
  const int place = cg::exclusive_scan_update(tile, places, rank % 2);
  expect(wrong, place % 16 == (rank + 0) / 2 && place < 64);
  const DeviceCounter totals(data[3]);
  const int total = cg::inclusive_scan_update(tile, totals, 1, cg::plus<int>());
  expect(wrong, (total - 1) % 32 == rank);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  int* data = nullptr;
  cudaMallocManaged(&wrong, sizeof(unsigned));
  cudaMallocManaged(&data, 8 * sizeof(int));
  *wrong = 0;
  for (int i = 0; i < 8; ++i) data[i] = 0;
  tiles<<<2, 64>>>(wrong);
  structs<<<1, 64>>>(wrong);
  coalesced<<<1, 96>>>(wrong);
  several_warps<<<2, 256>>>(wrong);
  to_memory<<<1, 128>>>(data, wrong);
  bool good = cudaDeviceSynchronize() == cudaSuccess && *wrong == 0;
  const int expected[] = {4 * 496, -96, 64, 128, 31, 31, 31, 31};
  for (int i = 0; i < 8; ++i) good = good && data[i] == expected[i];
  if (!good) {
    std::printf("%u wrong:", *wrong);
    for (int i = 0; i < 8; ++i) std::printf(" %d", data[i]);
    std::printf("\n");
  }
  cudaFree(data);
  cudaFree(wrong);
  return good ? 0 : 1;
}
