// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief A prefix sum in one launch: each block leaves its own sum, then looks back at the blocks before it until
///        one knows its whole prefix. Blocks number themselves by an atomic, so that each waits for earlier ones only.
///        Value and state go in one 8-byte word, written and read at once.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kThreads = 64;
constexpr unsigned kOwn = 1;     // the word holds the block's own sum
constexpr unsigned kPrefix = 2;  // the word holds the sum up to and with the block

__device__ unsigned next_block = 0;

__device__ unsigned long long packed(unsigned state, int value) {
  return static_cast<unsigned long long>(state) << 32 | static_cast<unsigned>(value);
}

__device__ int sum_before(volatile unsigned long long* words, int block) {
  int sum = 0;
  for (int i = block - 1; i >= 0;) {
    const unsigned long long word = words[i];
    const auto state = static_cast<unsigned>(word >> 32);
    if (state == 0) continue;  // not there yet
    sum += static_cast<int>(static_cast<unsigned>(word));
    if (state == kPrefix) break;
    --i;
  }
  return sum;
}

__global__ void scan(const int* in, int* out, unsigned long long* words) {
  __shared__ int tile[kThreads];
  __shared__ int block;
  __shared__ int before;
  if (threadIdx.x == 0) block = static_cast<int>(atomicAdd(&next_block, 1U));
  __syncthreads();
  const int i = block * kThreads + static_cast<int>(threadIdx.x);
  tile[threadIdx.x] = in[i];
  __syncthreads();
  for (unsigned distance = 1; distance < kThreads; distance *= 2) {
    const int left = threadIdx.x >= distance ? tile[threadIdx.x - distance] : 0;
    __syncthreads();
    tile[threadIdx.x] += left;
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    const int own = tile[kThreads - 1];
    volatile unsigned long long* states = words;
    states[block] = packed(kOwn, own);
    before = sum_before(states, block);
    states[block] = packed(kPrefix, before + own);
  }
  __syncthreads();
  out[i] = before + tile[threadIdx.x];
}

int main() {
  constexpr int kBlocks = 40;
  constexpr int kCount = kBlocks * kThreads;
  static int numbers[kCount];
  for (int i = 0; i < kCount; ++i) numbers[i] = i % 17 - 3;
  int* in = nullptr;
  int* out = nullptr;
  unsigned long long* words = nullptr;
  cudaMalloc(&in, sizeof(numbers));
  cudaMalloc(&out, sizeof(numbers));
  cudaMalloc(&words, kBlocks * sizeof(*words));
  cudaMemset(words, 0, kBlocks * sizeof(*words));
  cudaMemcpy(in, numbers, sizeof(numbers), cudaMemcpyHostToDevice);
  scan<<<kBlocks, kThreads>>>(in, out, words);
  static int sums[kCount];
  cudaMemcpy(sums, out, sizeof(sums), cudaMemcpyDeviceToHost);
  int wrong = 0;
  int sum = 0;
  for (int i = 0; i < kCount; ++i) {
    sum += numbers[i];
    wrong += sums[i] != sum;
  }
  cudaFree(in);
  cudaFree(out);
  cudaFree(words);
  std::printf("%d wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}
