// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Asynchronous copies whose wait or barrier is missing, each beside a form that is right.
#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cuda_pipeline.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

constexpr int kTile = 64;

/// Three tiles through two buffers; kNewer groups may be under way when a tile is read.
template <int kNewer>
__device__ float sum_tiles(const float* in, float (&buffer)[2][kTile]) {
  const unsigned thread = threadIdx.x;
  __pipeline_memcpy_async(&buffer[0][thread], &in[thread], sizeof(float));
  __pipeline_commit();
  float sum = 0;
  for (unsigned tile = 0; tile < 3; ++tile) {
    if (tile < 2) {
      const float* from = &in[(tile + 1) * kTile + thread];
      float* to = &buffer[(tile + 1) % 2][thread];
      // The copy of two tiles ago may still be under way to the same place.
      __pipeline_memcpy_async(to, from, sizeof(float));  // expect: racecheck/async_race
    }
    __pipeline_commit();
    __pipeline_wait_prior(kNewer);
    __syncthreads();
    sum += buffer[tile % 2][kTile - 1 - thread];  // expect: racecheck/async_race
    __syncthreads();
  }
  return sum;
}

__global__ void waits_for_too_few(const float* in, float* out) {
  __shared__ float buffer[2][kTile];
  out[threadIdx.x] = sum_tiles<2>(in, buffer);
}

__global__ void waits_for_enough(const float* in, float* out) {
  __shared__ float buffer[2][kTile];
  out[threadIdx.x] = sum_tiles<1>(in, buffer);
}

/// The wait is for the thread's own copies: others need a barrier.
__global__ void no_barrier(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const unsigned thread = threadIdx.x;
  float* to = &buffer[thread];
  __pipeline_memcpy_async(to, &in[thread], sizeof(float));  // expect: racecheck/shared_race
  __pipeline_commit();
  __pipeline_wait_prior(0);
  out[thread] = buffer[kTile - 1 - thread];
}

/// A thread may read what it copied itself.
__global__ void own_copies(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const unsigned thread = threadIdx.x;
  __pipeline_memcpy_async(&buffer[thread], &in[thread], sizeof(float));
  __pipeline_commit();
  __pipeline_wait_prior(0);
  out[thread] = buffer[thread];
}

/// A copy that was never closed into a group is in none that the wait covers.
__global__ void no_commit(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const unsigned thread = threadIdx.x;
  __pipeline_memcpy_async(&buffer[thread], &in[thread], sizeof(float));
  __pipeline_wait_prior(0);
  __syncthreads();
  out[thread] = buffer[thread];  // expect: racecheck/async_race
}

/// The next tile is fetched into a buffer that others still read.
__global__ void refilled_too_early(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer, in, sizeof(buffer));
  cg::wait(block);
  const float first = buffer[kTile - 1 - threadIdx.x];  // expect: racecheck/shared_race
  cg::memcpy_async(block, buffer, in + kTile, sizeof(buffer));
  cg::wait(block);
  out[threadIdx.x] = first + buffer[kTile - 1 - threadIdx.x];
}

__global__ void refilled_in_time(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer, in, sizeof(buffer));
  cg::wait(block);
  const float first = buffer[kTile - 1 - threadIdx.x];
  block.sync();
  cg::memcpy_async(block, buffer, in + kTile, sizeof(buffer));
  cg::wait(block);
  out[threadIdx.x] = first + buffer[kTile - 1 - threadIdx.x];
}

/// The block's copy is used without any wait.
__global__ void no_wait(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer, in, sizeof(buffer));
  block.sync();
  out[threadIdx.x] = buffer[threadIdx.x];  // expect: racecheck/async_race racecheck/shared_race
}

/// The destination is written while the copy is under way.
__global__ void written_meanwhile(const float* in, float* out) {
  __shared__ float buffer[kTile];
  const unsigned thread = threadIdx.x;
  __pipeline_memcpy_async(&buffer[thread], &in[thread], sizeof(float));
  __pipeline_commit();
  buffer[thread] = 0;  // expect: racecheck/async_race
  __pipeline_wait_prior(0);
  out[thread] = buffer[thread];
}

}  // namespace

int main() {
  float* in = nullptr;
  float* out = nullptr;
  cudaMalloc(&in, 3 * kTile * sizeof(float));
  cudaMalloc(&out, kTile * sizeof(float));
  cudaMemset(in, 0, 3 * kTile * sizeof(float));
  waits_for_enough<<<1, kTile>>>(in, out);
  own_copies<<<1, kTile>>>(in, out);
  refilled_in_time<<<1, kTile>>>(in, out);
  waits_for_too_few<<<1, kTile>>>(in, out);
  no_barrier<<<1, kTile>>>(in, out);
  no_commit<<<1, kTile>>>(in, out);
  refilled_too_early<<<1, kTile>>>(in, out);
  no_wait<<<1, kTile>>>(in, out);
  written_meanwhile<<<1, kTile>>>(in, out);
  cudaDeviceSynchronize();
  cudaFree(out);
  cudaFree(in);
  return 0;
}
