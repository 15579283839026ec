// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuda::atomic and cuda::atomic_ref: every operation; a message, a ticket lock and a last block by memory order;
///        names of cuda::std.
#include <cstdio>

#include <cuda/atomic>
#include <cuda/std/array>
#include <cuda/std/cstdint>
#include <cuda/std/limits>
#include <cuda/std/tuple>
#include <cuda/std/type_traits>
#include <cuda/std/utility>
#include <cuda_runtime.h>

namespace {

__device__ void expect(unsigned* wrong, bool right) {
  if (!right) atomicAdd(wrong, 1U);
}

using Device = cuda::atomic<int, cuda::thread_scope_device>;

__device__ int counter;
__device__ int locked_sum;

__global__ void operations(unsigned* wrong, int* words, float* real) {
  cuda::atomic_ref<int, cuda::thread_scope_device> word(words[0]);
  expect(wrong, word.fetch_add(5) == 10 && word.fetch_sub(3) == 15 && word.load() == 12);
  expect(wrong,
         word.fetch_and(6) == 12 && word.fetch_or(3) == 4 && word.fetch_xor(1) == 7 && word == 6);
  expect(wrong, word.fetch_min(2) == 6 && word.fetch_max(9) == 2);
  expect(wrong, word.exchange(20) == 9);
  int expected = 19;
  expect(wrong, !word.compare_exchange_strong(expected, 1) && expected == 20);
  expect(wrong, word.compare_exchange_strong(expected, 1, cuda::std::memory_order_acq_rel));
  expect(wrong, ++word == 2 && word++ == 2 && --word == 2 && (word += 7) == 9 && (word -= 4) == 5);
  word.store(77, cuda::memory_order_release);
  expect(wrong, words[0] == 77);
  cuda::atomic_ref<float, cuda::thread_scope_device> number(*real);
  expect(wrong, number.fetch_add(0.5F) == 1.0F && number.load() == 1.5F);
}

__global__ void count(int* total) {
  cuda::atomic_ref<int, cuda::thread_scope_device> sum(*total);
  sum.fetch_add(1, cuda::std::memory_order_relaxed);
}

/// Block 0 writes and raises a flag; block 1 waits for it.
__global__ void message(int* data, Device* flag, unsigned* wrong) {
  if (blockIdx.x == 0) {
    data[threadIdx.x] = static_cast<int>(threadIdx.x) + 5;
    __syncthreads();
    if (threadIdx.x == 0) flag->store(1, cuda::std::memory_order_release);
  } else {
    if (threadIdx.x == 0) {
      while (flag->load(cuda::std::memory_order_acquire) == 0) {
      }
    }
    __syncthreads();
    expect(wrong, data[31 - threadIdx.x] == 36 - static_cast<int>(threadIdx.x));
  }
}

/// A lock by acquire and release: a plain sum is safe inside.
__global__ void lock(int* mutex) {
  cuda::atomic_ref<int, cuda::thread_scope_device> held(*mutex);
  if (threadIdx.x == 0) {
    while (held.exchange(1, cuda::std::memory_order_acquire) != 0) {
    }
    locked_sum = locked_sum + 1;
    held.store(0, cuda::std::memory_order_release);
  }
}

/// The last block to arrive adds what all blocks left.
__global__ void last_block(int* parts, int* total) {
  __shared__ bool last;
  cuda::atomic_ref<int, cuda::thread_scope_device> arrived(counter);
  if (threadIdx.x == 0) {
    parts[blockIdx.x] = static_cast<int>(blockIdx.x);
    cuda::atomic_thread_fence(cuda::std::memory_order_acq_rel, cuda::thread_scope_device);
    last = arrived.fetch_add(1, cuda::std::memory_order_acq_rel) == static_cast<int>(gridDim.x) - 1;
  }
  __syncthreads();
  if (last && threadIdx.x == 0) {
    int sum = 0;
    for (unsigned i = 0; i < gridDim.x; ++i) sum += parts[i];
    *total = sum;
  }
}

__global__ void standard_names(unsigned* wrong) {
  cuda::std::array<int, 3> triple = {1, 2, 3};
  cuda::std::tuple<int, float> pair = cuda::std::make_tuple(1, 2.0F);
  expect(wrong, triple[2] == 3 && cuda::std::get<1>(pair) == 2.0F);
  expect(wrong, cuda::std::numeric_limits<cuda::std::int32_t>::max() == 2147483647);
  static_assert(cuda::std::is_same<int, cuda::std::decay_t<const int&>>::value, "as in std");
  __shared__ int value;
  cuda::atomic_ref<int, cuda::thread_scope_block> shared(value);
  if (threadIdx.x == 0) value = 0;
  __syncthreads();
  shared.fetch_add(static_cast<int>(threadIdx.x));
  __syncthreads();
  expect(wrong, value == 496);
}

}  // namespace

int main() {
  unsigned* wrong = nullptr;
  int* words = nullptr;
  cudaMallocManaged(&wrong, sizeof(unsigned));
  cudaMallocManaged(&words, 256 * sizeof(int));
  *wrong = 0;
  for (int i = 0; i < 256; ++i) words[i] = 0;
  words[0] = 10;
  auto* real = reinterpret_cast<float*>(words + 1);
  *real = 1.0F;
  operations<<<1, 1>>>(wrong, words, real);
  count<<<10, 100>>>(words + 2);
  message<<<2, 32>>>(words + 32, reinterpret_cast<Device*>(words + 3), wrong);
  lock<<<20, 32>>>(words + 4);
  last_block<<<20, 32>>>(words + 64, words + 5);
  standard_names<<<1, 32>>>(wrong);
  bool good = cudaDeviceSynchronize() == cudaSuccess && *wrong == 0;
  int sum = 0;
  cudaMemcpyFromSymbol(&sum, locked_sum, sizeof(int));
  good = good && words[2] == 1000 && words[5] == 190 && sum == 20;
  if (!good) std::printf("%u wrong, %d %d %d\n", *wrong, words[2], words[5], sum);
  cudaFree(words);
  cudaFree(wrong);
  return good ? 0 : 1;
}
