// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuda::barrier: split arrival and wait, several phases, producers and consumers, dropping out, copies bound
///        to a phase, a completion function.
#include <cstdio>
#include <utility>

#include <cooperative_groups.h>
#include <cuda/barrier>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

#pragma nv_diag_suppress static_var_with_dynamic_init

namespace {

using Barrier = cuda::barrier<cuda::thread_scope_block>;

__global__ void phases(int* out) {
  __shared__ Barrier barrier;
  __shared__ int values[64];
  const auto thread = threadIdx.x;
  if (thread == 0) init(&barrier, blockDim.x);
  __syncthreads();
  int sum = 0;
  for (int round = 0; round < 5; ++round) {
    values[thread] = round * 100 + static_cast<int>(thread);
    Barrier::arrival_token token = barrier.arrive();
    sum += round;  // work that needs nobody
    barrier.wait(std::move(token));
    sum += values[63 - thread];
    barrier.arrive_and_wait();
  }
  out[thread] = sum;
}

/// The first warp fills a buffer of two halves, the second empties it.
__global__ void produce_consume(int* out) {
  __shared__ Barrier full[2];
  __shared__ Barrier empty[2];
  __shared__ int buffer[2][32];
  const auto block = cg::this_thread_block();
  if (block.thread_rank() < 2) {
    init(&full[block.thread_rank()], block.size());
    init(&empty[block.thread_rank()], block.size());
  }
  block.sync();
  const auto lane = static_cast<int>(threadIdx.x % 32);
  if (threadIdx.x < 32) {
    for (int i = 0; i < 6; ++i) {
      empty[i % 2].arrive_and_wait();
      buffer[i % 2][lane] = i * 32 + lane;
      Barrier::arrival_token token = full[i % 2].arrive();
      (void)token;
    }
  } else {
    Barrier::arrival_token first = empty[0].arrive();
    Barrier::arrival_token second = empty[1].arrive();
    (void)first;
    (void)second;
    int sum = 0;
    for (int i = 0; i < 6; ++i) {
      full[i % 2].arrive_and_wait();
      sum += buffer[i % 2][31 - lane];
      Barrier::arrival_token token = empty[i % 2].arrive();
      (void)token;
    }
    out[lane] = sum;
  }
}

__global__ void dropping_out(int* out) {
  __shared__ Barrier barrier;
  __shared__ int left;
  if (threadIdx.x == 0) {
    init(&barrier, blockDim.x);
    left = 0;
  }
  __syncthreads();
  for (unsigned round = 0; round < 32; ++round) {
    if (threadIdx.x == round) {
      barrier.arrive_and_drop();
      return;
    }
    if (threadIdx.x == 31) ++left;
    barrier.arrive_and_wait();
    if (threadIdx.x == 31 && round == 30) out[0] = left;
  }
}

__global__ void copies(const int* in, int* out) {
  __shared__ Barrier barrier;
  __shared__ alignas(16) int buffer[128];
  const auto block = cg::this_thread_block();
  if (block.thread_rank() == 0) init(&barrier, block.size());
  block.sync();
  for (int round = 0; round < 3; ++round) {
    cuda::memcpy_async(block, buffer, in + 128 * round, cuda::aligned_size_t<16>(sizeof(buffer)),
                       barrier);
    barrier.arrive_and_wait();
    out[128 * round + threadIdx.x] = buffer[127 - threadIdx.x];
    out[128 * round + 64 + threadIdx.x] = buffer[63 - threadIdx.x];
    block.sync();
  }
  cuda::memcpy_async(&buffer[threadIdx.x], &in[threadIdx.x], sizeof(int), barrier);
  barrier.wait(barrier.arrive());
  out[384 + threadIdx.x] = buffer[threadIdx.x ^ 1];
}

}  // namespace

int main() {
  constexpr int kCount = 448;
  int* in = nullptr;
  int* out = nullptr;
  cudaMallocManaged(&in, kCount * sizeof(int));
  cudaMallocManaged(&out, kCount * sizeof(int));
  for (int i = 0; i < kCount; ++i) in[i] = 3 * i + 1;
  bool good = true;
  phases<<<1, 64>>>(out);
  cudaDeviceSynchronize();
  for (int i = 0; i < 64; ++i) good = good && out[i] == 1010 + 5 * (63 - i);
  produce_consume<<<2, 64>>>(out);
  cudaDeviceSynchronize();
  for (int i = 0; i < 32; ++i) good = good && out[i] == 15 * 32 + 6 * (31 - i);
  dropping_out<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  good = good && out[0] == 31;
  copies<<<1, 64>>>(in, out);
  good = good && cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 384; ++i) good = good && out[i] == in[i / 128 * 128 + 127 - i % 128];
  for (int i = 0; i < 64; ++i) good = good && out[384 + i] == in[i ^ 1];
  cudaFree(out);
  cudaFree(in);
  if (!good) std::printf("wrong\n");
  return good ? 0 : 1;
}
