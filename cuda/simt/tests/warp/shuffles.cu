// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Shuffles: every kind, every width, every type, against PTX's rule for segments.
#include <cstdio>

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

namespace {

constexpr unsigned kAll = 0xFFFFFFFFU;

/// The lane that PTX's shfl reads, written as the PTX manual writes it.
__device__ int expected_lane(char kind, int lane, int operand, int width) {
  const int segment = (32 - width) & 31;
  const int clamp = kind == 'u' ? 0 : 31;
  const int max_lane = (lane & segment) | (clamp & ~segment);
  const int min_lane = lane & segment;
  operand &= 31;
  int source = lane;
  bool inside = true;
  if (kind == 'u') {
    source = lane - operand;
    inside = source >= max_lane;
  } else if (kind == 'd') {
    source = lane + operand;
    inside = source <= max_lane;
  } else if (kind == 'x') {
    source = lane ^ operand;
    inside = source <= max_lane;
  } else {
    source = min_lane | (operand & ~segment);
    inside = source <= max_lane;
  }
  return inside ? source : lane;
}

__global__ void all_kinds(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x);
  const int value = 1000 + lane;
  for (int width = 1; width <= 32; width *= 2) {
    for (int operand = 0; operand < 40; ++operand) {
      const auto delta = static_cast<unsigned>(operand);
      const int got[] = {__shfl_sync(kAll, value, operand, width),
                         __shfl_up_sync(kAll, value, delta, width),
                         __shfl_down_sync(kAll, value, delta, width),
                         __shfl_xor_sync(kAll, value, operand, width)};
      const char kinds[] = {'i', 'u', 'd', 'x'};
      for (int kind = 0; kind < 4; ++kind) {
        const int expected = 1000 + expected_lane(kinds[kind], lane, operand, width);
        if (got[kind] != expected) atomicAdd(wrong, 1U);
      }
    }
  }
  // Each lane may name another source.
  if (__shfl_sync(kAll, value, 31 - lane) != 1000 + 31 - lane) atomicAdd(wrong, 1U);
}

template <class T>
__device__ void check_type(unsigned* wrong, T value, T of_seven) {
  const T got = __shfl_sync(kAll, value, 7);
  if (!(got == of_seven)) atomicAdd(wrong, 1U);
}

__global__ void all_types(unsigned* wrong) {
  const int lane = static_cast<int>(threadIdx.x);
  check_type<int>(wrong, -lane, -7);
  check_type<unsigned>(wrong, kAll - threadIdx.x, kAll - 7);
  check_type<long>(wrong, -1L - lane, -8L);
  check_type<unsigned long>(wrong, ~0UL - threadIdx.x, ~0UL - 7);
  check_type<long long>(wrong, (1LL << 40) + lane, (1LL << 40) + 7);
  check_type<unsigned long long>(wrong, ~0ULL - threadIdx.x, ~0ULL - 7);
  check_type<float>(wrong, 0.5F * static_cast<float>(lane), 3.5F);
  check_type<double>(wrong, 1e-300 * lane, 1e-300 * 7);
  check_type<__half>(wrong, __float2half(static_cast<float>(lane)), __float2half(7.0F));
  check_type<__nv_bfloat16>(wrong, __float2bfloat16(static_cast<float>(lane)),
                            __float2bfloat16(7.0F));
  const __half2 pair = __shfl_xor_sync(kAll, __floats2half2_rn(static_cast<float>(lane), -1.0F), 1);
  if (__low2float(pair) != static_cast<float>(lane ^ 1)) atomicAdd(wrong, 1U);
}

/// Only some lanes take part, in a warp that is not full.
__global__ void some_lanes(unsigned* wrong) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned live =
      blockDim.x - threadIdx.x / 32 * 32 >= 32 ? kAll : (1U << blockDim.x % 32) - 1;
  if (lane % 2 == 0) {
    const unsigned even = 0x55555555U & live;
    unsigned sum = lane;
    for (int distance = 2; distance < 8; distance *= 2) sum += __shfl_xor_sync(even, sum, distance);
    if (sum != 4 * (lane & ~7U) + 12) atomicAdd(wrong, 1U);
  }
  // Lanes beyond the end of the block may be named, if nobody reads them.
  if (__shfl_sync(kAll, threadIdx.x, 0) != threadIdx.x / 32 * 32) atomicAdd(wrong, 1U);
}

/// A sum by halves, as in every reduction.
__global__ void sum(unsigned* wrong) {
  float value = static_cast<float>(threadIdx.x);
  for (unsigned distance = 16; distance > 0; distance /= 2)
    value += __shfl_down_sync(kAll, value, distance);
  const float first = static_cast<float>(threadIdx.x);
  if (threadIdx.x % 32 == 0 && value != 32 * first + 496) atomicAdd(wrong, 1U);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  cudaMallocManaged(&wrong, sizeof(unsigned));
  *wrong = 0;
  all_kinds<<<1, 32>>>(wrong);
  all_types<<<2, 32>>>(wrong);
  some_lanes<<<1, 56>>>(wrong);
  sum<<<3, 256>>>(wrong);
  const bool failed = cudaDeviceSynchronize() != cudaSuccess || *wrong != 0;
  if (failed) std::printf("%u wrong\n", *wrong);
  cudaFree(wrong);
  return failed ? 1 : 0;
}
