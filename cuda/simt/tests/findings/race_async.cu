// SPDX-License-Identifier: Apache-2.0
// Asynchronous copies: untouched until the wait; after it, the others still need a barrier.
#include <cuda_pipeline.h>

__global__ void good(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&s[t], &in[t], sizeof(float));
  __pipeline_commit();
  __pipeline_wait_prior(0);
  __syncthreads();
  out[t] = s[127 - t];
}

__global__ void no_wait(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&s[t], &in[t], sizeof(float));
  __pipeline_commit();
  __syncthreads();
  out[t] = s[t];  // expect: racecheck/async_race
  __pipeline_wait_prior(0);
}

__global__ void no_barrier(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&s[t], &in[t], sizeof(float));  // expect: racecheck/shared_race
  __pipeline_commit();
  __pipeline_wait_prior(0);
  out[t] = s[t ^ 32];
}

__global__ void source_overwritten(float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&s[t], &in[t], sizeof(float));
  __pipeline_commit();
  in[t] = 0.0f;  // expect: racecheck/async_race
  __pipeline_wait_prior(0);
  __syncthreads();
  out[t] = s[t];
}

__global__ void double_buffer(const float* in, float* out, int tiles) {
  __shared__ float s[2][128];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&s[0][t], &in[t], sizeof(float));
  __pipeline_commit();
  float sum = 0.0f;
  for (int i = 0; i < tiles; ++i) {
    if (i + 1 < tiles)
      __pipeline_memcpy_async(&s[(i + 1) % 2][t], &in[(i + 1) * 128 + t], sizeof(float));
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    sum += s[i % 2][127 - t];
    __syncthreads();
  }
  out[t] = sum;
}

int main() {
  float* in;
  float* out;
  cudaMalloc(&in, 512 * sizeof(float));
  cudaMalloc(&out, 128 * sizeof(float));
  cudaMemset(in, 0, 512 * sizeof(float));
  good<<<1, 128>>>(in, out);
  no_wait<<<1, 128>>>(in, out);
  no_barrier<<<1, 128>>>(in, out);
  source_overwritten<<<1, 128>>>(in, out);
  double_buffer<<<1, 128>>>(in, out, 4);
  cudaFree(in);
  cudaFree(out);
}
