// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Latches, semaphores, a barrier with a completion function, a device-wide barrier; helpers of <cuda/cmath> and
///        <cuda/functional>.
#include <cstdio>
#include <new>

#include <cuda/barrier>
#include <cuda/cmath>
#include <cuda/functional>
#include <cuda/latch>
#include <cuda/semaphore>
#include <cuda_runtime.h>

#pragma nv_diag_suppress static_var_with_dynamic_init

namespace {

using Latch = cuda::latch<cuda::thread_scope_block>;
using Semaphore = cuda::counting_semaphore<cuda::thread_scope_device>;
using DeviceBarrier = cuda::barrier<cuda::thread_scope_device>;

/// The first warp counts down, the second waits.
__global__ void latch_opens_once(int* out) {
  __shared__ alignas(Latch) char memory[sizeof(Latch)];
  __shared__ int values[32];
  auto* latch = reinterpret_cast<Latch*>(memory);
  if (threadIdx.x == 0) new (latch) Latch(32);
  __syncthreads();
  if (threadIdx.x < 32) {
    values[threadIdx.x] = static_cast<int>(threadIdx.x) * 2;
    latch->count_down();
  } else {
    latch->wait();
    out[threadIdx.x - 32] = values[63 - threadIdx.x];
  }
}

/// One block at a time.
__global__ void one_at_a_time(Semaphore* semaphore, int* sum) {
  if (threadIdx.x == 0) {
    semaphore->acquire();
    *sum = *sum + 1;
    semaphore->release();
  }
}

struct Count {
  int* phases;
  __device__ void operator()() const { *phases += 1; }
};

__global__ void completion(int* phases) {
  using Barrier = cuda::barrier<cuda::thread_scope_block, Count>;
  __shared__ alignas(Barrier) char memory[sizeof(Barrier)];
  auto* barrier = reinterpret_cast<Barrier*>(memory);
  if (threadIdx.x == 0) {
    new (barrier) Barrier(static_cast<int>(blockDim.x), Count{phases});
  }
  __syncthreads();
  for (int round = 0; round < 5; ++round) barrier->arrive_and_wait();
}

/// Threads of several blocks meet.
__global__ void across_blocks(DeviceBarrier* barrier, int* values, int* out) {
  const unsigned rank = blockIdx.x * blockDim.x + threadIdx.x;
  values[rank] = static_cast<int>(rank);
  barrier->arrive_and_wait();
  out[rank] = values[gridDim.x * blockDim.x - 1 - rank];
}

__global__ void set_up(DeviceBarrier* barrier, int expected) { init(barrier, expected); }

bool helpers() {
  return cuda::ceil_div(10, 4) == 3 && cuda::ceil_div(8U, 4U) == 2 && cuda::round_up(9, 4) == 12 &&
         cuda::round_down(11, 4) == 8 && cuda::minimum<int>()(3, 2) == 2 &&
         cuda::maximum<>()(3, 2) == 3;
}

}  // namespace

int main() {
  int* data = nullptr;
  Semaphore* semaphore = nullptr;
  DeviceBarrier* barrier = nullptr;
  cudaMallocManaged(&data, 512 * sizeof(int));
  cudaMallocManaged(&semaphore, sizeof(Semaphore));
  cudaMallocManaged(&barrier, sizeof(DeviceBarrier));
  for (int i = 0; i < 512; ++i) data[i] = 0;
  new (semaphore) Semaphore(1);
  latch_opens_once<<<1, 64>>>(data);
  one_at_a_time<<<20, 32>>>(semaphore, data + 32);
  completion<<<1, 48>>>(data + 33);
  set_up<<<1, 1>>>(barrier, 128);
  across_blocks<<<2, 64>>>(barrier, data + 64, data + 256);
  bool good = cudaDeviceSynchronize() == cudaSuccess && helpers();
  for (int i = 0; i < 32; ++i) good = good && data[i] == 2 * (31 - i);
  good = good && data[32] == 20 && data[33] == 5;
  for (int i = 0; i < 128; ++i) good = good && data[256 + i] == 127 - i;
  cudaFree(barrier);
  cudaFree(semaphore);
  if (!good) std::printf("wrong: %d %d\n", data[32], data[33]);
  cudaFree(data);
  return good ? 0 : 1;
}
