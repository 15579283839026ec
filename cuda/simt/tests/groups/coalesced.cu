// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Groups of lanes that meet on a path of the program, and partitions by label and by predicate.
#include <cstdio>

#include <cooperative_groups.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

__global__ void odd_lanes(unsigned* wrong) {
  const unsigned lane = threadIdx.x % 32;
  if (lane % 2 == 1) {
    const cg::coalesced_group group = cg::coalesced_threads();
    expect(wrong,
           group.size() == 16 && group.num_threads() == 16 && group.thread_rank() == lane / 2);
    expect(wrong, group.shfl(lane, 3) == 7);
    expect(wrong, group.shfl_up(lane, 2) == (lane < 5 ? lane : lane - 4));
    expect(wrong, group.shfl_down(lane, 1) == (lane == 31 ? 31 : lane + 2));
    expect(wrong, group.ballot(lane < 8) == 0xF);
    expect(wrong, group.any(lane == 2) == 0 && group.all(lane % 2) != 0);
    expect(wrong, group.match_any(lane / 16) == (lane < 16 ? 0xFFU : 0xFF00U));
    group.sync();
    const cg::coalesced_group part = cg::tiled_partition(group, 4);
    expect(wrong, part.size() == 4 && part.thread_rank() == lane / 2 % 4);
    expect(wrong, part.meta_group_rank() == lane / 8 && part.meta_group_size() == 4);
    expect(wrong, part.shfl(lane, 0) == lane / 8 * 8 + 1);
  }
}

/// The aggregated counter of the programming guide: one atomic for all lanes that come together.
__device__ unsigned add_together(unsigned* counter) {
  const cg::coalesced_group active = cg::coalesced_threads();
  unsigned first = 0;
  if (active.thread_rank() == 0) first = atomicAdd(counter, active.size());
  return active.shfl(first, 0) + active.thread_rank();
}

__global__ void filter(const int* in, int* out, unsigned* count, int n) {
  const int i = static_cast<int>(threadIdx.x + blockIdx.x * blockDim.x);
  if (i < n && in[i] % 3 == 0) out[add_together(count)] = in[i];
}

__global__ void partitions(unsigned* wrong) {
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  const unsigned rank = tile.thread_rank();
  const unsigned label = rank % 5;
  const cg::coalesced_group same = cg::labeled_partition(tile, label);
  expect(wrong, same.size() == (label < 2 ? 7 : 6) && same.thread_rank() == rank / 5);
  expect(wrong, same.meta_group_rank() == label && same.meta_group_size() == 5);
  expect(wrong, same.shfl(rank, 0) == label);
  const cg::coalesced_group sides = cg::binary_partition(tile, rank < 10);
  expect(wrong, sides.size() == (rank < 10 ? 10 : 22) && sides.meta_group_size() == 2);
  expect(wrong, sides.meta_group_rank() == (rank < 10 ? 1 : 0));
  const cg::coalesced_group whole = cg::binary_partition(tile, true);
  expect(wrong, whole.size() == 32 && whole.meta_group_size() == 1);
  const cg::coalesced_group nested = cg::binary_partition(same, rank < 10);
  expect(wrong, nested.size() == (rank < 10 ? 2 : same.size() - 2));
}

}  // namespace

int main() {
  constexpr int kCount = 1000;
  unsigned* wrong = nullptr;
  int* in = nullptr;
  int* out = nullptr;
  cudaMallocManaged(&wrong, 2 * sizeof(unsigned));
  cudaMallocManaged(&in, kCount * sizeof(int));
  cudaMallocManaged(&out, kCount * sizeof(int));
  wrong[0] = wrong[1] = 0;
  for (int i = 0; i < kCount; ++i) in[i] = i * 7 % 1001;
  odd_lanes<<<1, 64>>>(wrong);
  partitions<<<1, 64>>>(wrong);
  filter<<<4, 256>>>(in, out, wrong + 1, kCount);
  bool good = cudaDeviceSynchronize() == cudaSuccess && wrong[0] == 0;
  long expected = 0;
  unsigned count = 0;
  for (int i = 0; i < kCount; ++i) {
    if (in[i] % 3 == 0) {
      expected += in[i];
      ++count;
    }
  }
  for (unsigned i = 0; i < wrong[1]; ++i) expected -= out[i];
  good = good && count == wrong[1] && expected == 0;
  if (!good) std::printf("%u wrong, %u of %u\n", wrong[0], wrong[1], count);
  cudaFree(out);
  cudaFree(in);
  cudaFree(wrong);
  return good ? 0 : 1;
}
