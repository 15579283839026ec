// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Locks of device code: by compare-and-swap, by exchange, by tickets that are served in order; between
///        blocks and between the threads of a warp (whose holder must let go inside the loop). Two locks at
///        once, taken by trying.
#include <cstdio>

#include <cuda_runtime.h>

struct Counters {
  int locked, exchanged, served, in_warp, both;
};

__device__ int swap_lock = 0;
__device__ int exchange_lock = 0;
__device__ unsigned next_ticket = 0;
__device__ unsigned now_serving = 0;
__device__ int warp_lock = 0;
__device__ int first_lock = 0;
__device__ int second_lock = 0;

__global__ void between_blocks(Counters* counters) {
  if (threadIdx.x != 0) return;
  while (atomicCAS(&swap_lock, 0, 1) != 0) {
  }
  __threadfence();
  counters->locked += 1;
  __threadfence();
  atomicExch(&swap_lock, 0);

  while (atomicExch(&exchange_lock, 1) == 1) __nanosleep(50);
  __threadfence();
  counters->exchanged += 1;
  __threadfence();
  atomicExch(&exchange_lock, 0);
}

__global__ void by_ticket(Counters* counters) {
  if (threadIdx.x == 0) {
    const unsigned ticket = atomicAdd(&next_ticket, 1U);
    while (atomicAdd(&now_serving, 0U) != ticket) {
    }
    __threadfence();
    counters->served = counters->served * 3 % 1009 + static_cast<int>(ticket);
    __threadfence();
    atomicAdd(&now_serving, 1U);
  }
}

__global__ void between_lanes(Counters* counters) {
  bool done = false;
  while (!done) {
    if (atomicCAS(&warp_lock, 0, 1) == 0) {
      __threadfence();
      counters->in_warp += 1;
      __threadfence();
      atomicExch(&warp_lock, 0);
      done = true;
    }
  }
}

__global__ void two_locks(Counters* counters) {
  // Odd threads take the locks in the other order; who fails to get the second gives the first back.
  int* const first = threadIdx.x % 2 == 0 ? &first_lock : &second_lock;
  int* const second = threadIdx.x % 2 == 0 ? &second_lock : &first_lock;
  bool done = false;
  while (!done) {
    if (atomicCAS(first, 0, 1) != 0) continue;
    if (atomicCAS(second, 0, 1) == 0) {
      __threadfence();
      counters->both += 1;
      __threadfence();
      atomicExch(second, 0);
      done = true;
    }
    atomicExch(first, 0);
  }
}

int main() {
  Counters* counters = nullptr;
  cudaMalloc(&counters, sizeof(Counters));
  cudaMemset(counters, 0, sizeof(Counters));
  between_blocks<<<50, 32>>>(counters);
  by_ticket<<<50, 32>>>(counters);
  between_lanes<<<2, 64>>>(counters);
  two_locks<<<2, 32>>>(counters);
  Counters got;
  cudaMemcpy(&got, counters, sizeof(got), cudaMemcpyDeviceToHost);
  const cudaError_t error = cudaGetLastError();
  cudaFree(counters);
  int served = 0;
  for (int ticket = 0; ticket < 50; ++ticket) served = served * 3 % 1009 + ticket;
  std::printf("%s: %d %d %d %d %d\n", cudaGetErrorString(error), got.locked, got.exchanged,
              got.served, got.in_warp, got.both);
  const bool good = got.locked == 50 && got.exchanged == 50 && got.served == served &&
                    got.in_warp == 128 && got.both == 64;
  return good ? 0 : 1;
}
