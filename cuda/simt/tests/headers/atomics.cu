// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Every atomic function on every type: what is left in memory, and that no two threads saw the same old value.
#include "expect.cuh"

namespace {

constexpr unsigned kBlocks = 4;
constexpr unsigned kThreads = 128;
constexpr unsigned kAll = kBlocks * kThreads;

template <class T>
struct Results {
  T sum, difference, least, greatest, both, any, odd, exchanged, swapped, system_sum;
};

}  // namespace

template <class T>
__global__ void bitwise(Results<T>* r) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  atomicMin(&r->least, static_cast<T>(1000 + i));
  atomicMax(&r->greatest, static_cast<T>(1000 + i));
  atomicAnd(&r->both, ~(static_cast<T>(1) << (i % 7)));
  atomicOr(&r->any, static_cast<T>(1) << (i % 20));
  atomicXor(&r->odd, static_cast<T>(i));
}

template <class T>
__global__ void counted(Results<T>* r, unsigned* seen) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const T before = atomicAdd(&r->sum, static_cast<T>(1));
  atomicAdd(&seen[static_cast<unsigned>(before)], 1U);
  atomicAdd_system(&r->system_sum, static_cast<T>(2));
  const T last = atomicExch(&r->exchanged, static_cast<T>(i + 1));
  EXPECT(last <= static_cast<T>(kAll));
}

template <class T>
__global__ void swapped(Results<T>* r) {
  T seen = 0;
  T expected = 0;
  do {  // adds 3
    expected = seen;
    seen = atomicCAS(&r->swapped, expected, static_cast<T>(expected + 3));
  } while (seen != expected);
}

__global__ void wrapping(unsigned* up, unsigned* down, int* lowered, unsigned* less) {
  const unsigned old_up = atomicInc(up, 9);
  const unsigned old_down = atomicDec(down, 9);
  EXPECT(old_up <= 9 && old_down <= 9);
  atomicSub(lowered, 2);
  atomicSub(less, 1U);
}

__global__ void in_shared(int* totals) {
  __shared__ int sum;
  __shared__ int greatest;
  __shared__ float single;
  if (threadIdx.x == 0) {
    sum = 0;
    greatest = -1;
    single = 0;
  }
  __syncthreads();
  atomicAdd(&sum, 1);
  atomicAdd_block(&sum, 1);
  atomicMax_block(&greatest, static_cast<int>(threadIdx.x));
  atomicAdd(&single, 0.5F);
  __syncthreads();
  if (threadIdx.x == 0) {
    EXPECT(single == 0.5F * kThreads && greatest == kThreads - 1);
    atomicAdd(totals, sum);
  }
}

namespace {

template <class T>
struct OnDevice {
  T* pointer = nullptr;
  explicit OnDevice(size_t count = 1) {
    cudaMalloc(&pointer, count * sizeof(T));
    cudaMemset(pointer, 0, count * sizeof(T));
  }
  ~OnDevice() { cudaFree(pointer); }
  T value(size_t i = 0) const {
    T result;
    cudaMemcpy(&result, pointer + i, sizeof(T), cudaMemcpyDeviceToHost);
    return result;
  }
};

template <class T>
void try_counted() {
  const OnDevice<Results<T>> results;
  const OnDevice<unsigned> seen(kAll);
  counted<T><<<kBlocks, kThreads>>>(results.pointer, seen.pointer);
  const Results<T> r = results.value();
  EXPECT_ON_HOST(r.sum == static_cast<T>(kAll) && r.system_sum == static_cast<T>(2 * kAll) &&
                 r.exchanged != 0);
  for (unsigned i = 0; i < kAll; ++i) EXPECT_ON_HOST(seen.value(i) == 1);
}

template <class T>
void try_bitwise() {
  const OnDevice<Results<T>> results;
  Results<T> start = {};
  start.least = 5000;
  start.both = static_cast<T>(-1);
  cudaMemcpy(results.pointer, &start, sizeof(start), cudaMemcpyHostToDevice);
  bitwise<T><<<kBlocks, kThreads>>>(results.pointer);
  const Results<T> r = results.value();
  EXPECT_ON_HOST(r.least == 1000 && r.greatest == static_cast<T>(1000 + kAll - 1));
  EXPECT_ON_HOST(r.both == static_cast<T>(-1) - 127 && r.any == 0xFFFFF && r.odd == 0);
}

template <class T>
void try_swapped(unsigned times) {
  const OnDevice<Results<T>> results;
  swapped<T><<<1, times>>>(results.pointer);
  EXPECT_ON_HOST(results.value().swapped == static_cast<T>(3 * times));
}

}  // namespace

int main() {
  try_counted<int>();
  try_counted<unsigned>();
  try_counted<unsigned long long>();
  try_counted<float>();
  try_bitwise<int>();
  try_bitwise<unsigned>();
  try_bitwise<long long>();
  try_bitwise<unsigned long long>();
  try_swapped<int>(100);
  try_swapped<unsigned>(100);
  try_swapped<unsigned long long>(100);
  try_swapped<unsigned short>(100);

  const OnDevice<unsigned> up;
  const OnDevice<unsigned> down;
  const OnDevice<int> lowered;
  const OnDevice<unsigned> less;
  wrapping<<<kBlocks, kThreads>>>(up.pointer, down.pointer, lowered.pointer, less.pointer);
  EXPECT_ON_HOST(up.value() == kAll % 10 && down.value() == (10 - kAll % 10) % 10);
  EXPECT_ON_HOST(lowered.value() == -2 * static_cast<int>(kAll) && less.value() == 0U - kAll);
  const OnDevice<int> totals;
  in_shared<<<kBlocks, kThreads>>>(totals.pointer);
  EXPECT_ON_HOST(totals.value() == 2 * static_cast<int>(kAll));
  return verdict();
}
