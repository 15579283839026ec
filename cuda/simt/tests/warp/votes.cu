// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Votes, matches, reductions and __activemask.
#include <cstdio>

#include <cuda_runtime.h>

namespace {

constexpr unsigned kAll = 0xFFFFFFFFU;

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

__global__ void votes(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x % 32);
  expect(wrong, __ballot_sync(kAll, lane % 3 == 0) == 0x49249249U);
  expect(wrong, __any_sync(kAll, lane == 17) == 1);
  expect(wrong, __any_sync(kAll, 0) == 0);
  expect(wrong, __all_sync(kAll, lane < 32) == 1);
  expect(wrong, __all_sync(kAll, lane != 4) == 0);
  expect(wrong, __uni_sync(kAll, 5) == 1);
  expect(wrong, __uni_sync(kAll, lane > 2) == 0);
  if (lane < 8) {
    expect(wrong, __ballot_sync(0xFFU, lane & 1) == 0xAAU);
  } else if (lane < 20) {
    expect(wrong, __all_sync(0x000FFF00U, 1) == 1);
  }
  // Lanes that have exited count as not voting.
  if (lane >= 24) return;
  expect(wrong, __ballot_sync(kAll, 1) == 0x00FFFFFFU);
  expect(wrong, __all_sync(kAll, lane < 24) == 1);
}

__global__ void matches(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x);
  expect(wrong, __match_any_sync(kAll, lane % 4) == 0x11111111U << (lane % 4));
  expect(wrong, __match_any_sync(kAll, (lane < 16 ? 1LL : 2LL) << 40) ==
                    (lane < 16 ? 0xFFFFU : 0xFFFF0000U));
  expect(wrong, __match_any_sync(kAll, 0.5F * static_cast<float>(lane / 16)) ==
                    (lane < 16 ? 0xFFFFU : 0xFFFF0000U));
  int same = -1;
  expect(wrong, __match_all_sync(kAll, 2.5, &same) == kAll && same == 1);
  expect(wrong, __match_all_sync(kAll, lane == 3, &same) == 0 && same == 0);
  if (lane >= 4 && lane < 12) {
    expect(wrong, __match_any_sync(0x0FF0U, static_cast<unsigned>(lane) / 8) ==
                      (lane < 8 ? 0xF0U : 0xF00U));
    expect(wrong, __match_all_sync(0x0FF0U, 9UL, &same) == 0x0FF0U && same == 1);
  }
}

__global__ void reductions(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x);
  const unsigned bit = 1U << lane;
  expect(wrong, __reduce_add_sync(kAll, lane - 20) == 496 - 640);
  expect(wrong, __reduce_add_sync(kAll, kAll) == 0U - 32);
  expect(wrong, __reduce_min_sync(kAll, 10 - lane) == -21);
  expect(wrong, __reduce_max_sync(kAll, 10 - lane) == 10);
  expect(wrong, __reduce_min_sync(kAll, bit) == 1);
  expect(wrong, __reduce_max_sync(kAll, bit) == 0x80000000U);
  expect(wrong, __reduce_or_sync(kAll, bit) == kAll);
  expect(wrong, __reduce_and_sync(kAll, ~(bit & 0xFFU)) == 0xFFFFFF00U);
  expect(wrong, __reduce_xor_sync(kAll, 7U + (bit & 0x10000U)) == 0x10000U);
  if (lane % 2 == 1) expect(wrong, __reduce_add_sync(0xAAAAAAAAU, 1U) == 16);
}

__global__ void active_lanes(unsigned* wrong) {
  const unsigned lane = threadIdx.x % 32;
  expect(wrong, __activemask() == kAll);
  if (lane < 10) {
    expect(wrong, __activemask() == 0x3FFU);
  } else if (lane % 2 == 0) {
    // One lane of those here adds for all of them.
    const unsigned here = __activemask();
    expect(wrong, here == 0x55555400U);
    if (lane == static_cast<unsigned>(__ffs(static_cast<int>(here)) - 1)) {
      atomicAdd(wrong + 1, static_cast<unsigned>(__popc(here)));
    }
  }
  __syncwarp();
}

__global__ void barriers(unsigned* wrong) {
  const int thread = static_cast<int>(threadIdx.x);
  expect(wrong, __syncthreads_count(thread % 5 == 0) == 20);
  expect(wrong, __syncthreads_or(thread == 99) != 0);
  expect(wrong, __syncthreads_or(0) == 0);
  expect(wrong, __syncthreads_and(thread < 100) != 0);
  expect(wrong, __syncthreads_and(thread != 64) == 0);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  cudaMallocManaged(&wrong, 2 * sizeof(unsigned));
  wrong[0] = wrong[1] = 0;
  votes<<<2, 64>>>(wrong);
  matches<<<1, 32>>>(wrong);
  reductions<<<1, 32>>>(wrong);
  active_lanes<<<2, 64>>>(wrong);
  barriers<<<3, 100>>>(wrong);
  const bool failed = cudaDeviceSynchronize() != cudaSuccess || wrong[0] != 0 || wrong[1] != 4 * 11;
  if (failed) std::printf("%u wrong, %u counted\n", wrong[0], wrong[1]);
  cudaFree(wrong);
  return failed ? 1 : 0;
}
