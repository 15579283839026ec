// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuda::barrier and cuda::pipeline used wrongly, each beside a form that is right.
#include <utility>

#include <cooperative_groups.h>
#include <cuda/barrier>
#include <cuda/pipeline>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

#pragma nv_diag_suppress static_var_with_dynamic_init

namespace {

using Barrier = cuda::barrier<cuda::thread_scope_block>;

constexpr int kTile = 64;

/// Read after the arrival, before the wait.
__global__ void read_before_wait(const float* in, float* out) {
  __shared__ Barrier barrier;
  __shared__ float values[kTile];
  if (threadIdx.x == 0) init(&barrier, kTile);
  __syncthreads();
  values[threadIdx.x] = in[threadIdx.x];  // expect: racecheck/shared_race
  Barrier::arrival_token token = barrier.arrive();
  const float got = values[kTile - 1 - threadIdx.x];
  barrier.wait(std::move(token));
  out[threadIdx.x] = got;
}

__global__ void read_after_wait(const float* in, float* out) {
  __shared__ Barrier barrier;
  __shared__ float values[kTile];
  if (threadIdx.x == 0) init(&barrier, kTile);
  __syncthreads();
  values[threadIdx.x] = in[threadIdx.x];
  barrier.wait(barrier.arrive());
  out[threadIdx.x] = values[kTile - 1 - threadIdx.x];
}

/// The barrier is used before it is known to be set up.
__global__ void no_barrier_after_init(float* out) {
  __shared__ Barrier barrier;
  if (threadIdx.x == 0) init(&barrier, kTile);
  barrier.arrive_and_wait();  // expect: racecheck/shared_race
  out[threadIdx.x] = 1;
}

/// A copy that is bound to the barrier's phase, used before the phase is over.
__global__ void bound_copy_too_early(const float* in, float* out) {
  __shared__ Barrier barrier;
  __shared__ float values[kTile];
  if (threadIdx.x == 0) init(&barrier, kTile);
  __syncthreads();
  cuda::memcpy_async(&values[threadIdx.x], &in[threadIdx.x], sizeof(float), barrier);
  const float got = values[threadIdx.x];  // expect: racecheck/async_race
  barrier.arrive_and_wait();
  out[threadIdx.x] = got;
}

__global__ void bound_copy_in_time(const float* in, float* out) {
  __shared__ Barrier barrier;
  __shared__ float values[kTile];
  if (threadIdx.x == 0) init(&barrier, kTile);
  __syncthreads();
  cuda::memcpy_async(&values[threadIdx.x], &in[threadIdx.x], sizeof(float), barrier);
  barrier.arrive_and_wait();
  out[threadIdx.x] = values[kTile - 1 - threadIdx.x];
}

/// A stage is read before consumer_wait().
__global__ void stage_too_early(const float* in, float* out) {
  __shared__ float values[kTile];
  auto pipe = cuda::make_pipeline();
  pipe.producer_acquire();
  cuda::memcpy_async(&values[threadIdx.x], &in[threadIdx.x], sizeof(float), pipe);
  pipe.producer_commit();
  const float got = values[threadIdx.x];  // expect: racecheck/async_race
  pipe.consumer_wait();
  pipe.consumer_release();
  out[threadIdx.x] = got;
}

__global__ void stage_in_time(const float* in, float* out) {
  __shared__ float values[kTile];
  auto pipe = cuda::make_pipeline();
  pipe.producer_acquire();
  cuda::memcpy_async(&values[threadIdx.x], &in[threadIdx.x], sizeof(float), pipe);
  pipe.producer_commit();
  pipe.consumer_wait();
  __syncthreads();
  out[threadIdx.x] = values[kTile - 1 - threadIdx.x];
  pipe.consumer_release();
}

}  // namespace

int main() {
  float* in = nullptr;
  float* out = nullptr;
  cudaMalloc(&in, kTile * sizeof(float));
  cudaMalloc(&out, kTile * sizeof(float));
  cudaMemset(in, 0, kTile * sizeof(float));
  read_after_wait<<<1, kTile>>>(in, out);
  bound_copy_in_time<<<1, kTile>>>(in, out);
  stage_in_time<<<1, kTile>>>(in, out);
  read_before_wait<<<1, kTile>>>(in, out);
  no_barrier_after_init<<<1, kTile>>>(out);
  bound_copy_too_early<<<1, kTile>>>(in, out);
  stage_too_early<<<1, kTile>>>(in, out);
  cudaDeviceSynchronize();
  cudaFree(out);
  cudaFree(in);
  return 0;
}
