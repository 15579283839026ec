// SPDX-License-Identifier: Apache-2.0
// Rule 5: cuda::atomic_ref and cuda::barrier order by their memory orders and phases.
#include <cuda/atomic>
#include <cuda/barrier>

#pragma nv_diag_suppress static_var_with_dynamic_init

__global__ void release_acquire(int* data, int* flag, int* out) {
  cuda::atomic_ref<int, cuda::thread_scope_device> ready(*flag);
  if (blockIdx.x == 0) {
    *data = 42;
    ready.store(1, cuda::memory_order_release);
  } else {
    while (ready.load(cuda::memory_order_acquire) == 0) {
    }
    *out = *data;
  }
}

__global__ void relaxed(int* data, int* flag, int* out) {
  cuda::atomic_ref<int, cuda::thread_scope_device> ready(*flag);
  if (blockIdx.x == 0) {
    *data = 42;
    ready.store(1, cuda::memory_order_relaxed);
  } else {
    while (ready.load(cuda::memory_order_relaxed) == 0) {
    }
    *out = *data;  // expect: racecheck/global_race
  }
}

__global__ void phases(int* out) {
  __shared__ cuda::barrier<cuda::thread_scope_block> barrier;
  __shared__ int s[64];
  const int t = threadIdx.x;
  if (t == 0) init(&barrier, 64);
  __syncthreads();
  for (int i = 0; i < 3; ++i) {
    s[t] = t + i;
    barrier.arrive_and_wait();
    out[t] = s[63 - t];
    barrier.arrive_and_wait();
  }
}

__global__ void one_wait_too_few(int* out) {
  __shared__ cuda::barrier<cuda::thread_scope_block> barrier;
  __shared__ int s[64];
  const int t = threadIdx.x;
  if (t == 0) init(&barrier, 64);
  __syncthreads();
  for (int i = 0; i < 3; ++i) {
    s[t] = t + i;
    barrier.arrive_and_wait();
    out[t] = s[63 - t];  // expect: racecheck/shared_race
  }
}

int main() {
  int* x;
  cudaMalloc(&x, 64 * sizeof(int));
  cudaMemset(x, 0, 64 * sizeof(int));
  release_acquire<<<2, 1>>>(x, x + 1, x + 2);
  cudaMemset(x, 0, 64 * sizeof(int));
  relaxed<<<2, 1>>>(x, x + 1, x + 2);
  phases<<<1, 64>>>(x);
  one_wait_too_few<<<1, 64>>>(x);
  cudaFree(x);
}
