// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

__global__ void sum(const float* in, float* out) {
  atomicAdd(out, in[threadIdx.x]);  // expect: memcheck/global_invalid_pointer
}

int main() {
  float* out;
  cudaMalloc(&out, sizeof(float));
  cudaMemset(out, 0, sizeof(float));
  float* pinned;
  cudaMallocHost(&pinned, 32 * sizeof(float));
  for (int i = 0; i < 32; ++i) pinned[i] = 1.0f;
  sum<<<1, 32>>>(pinned, out);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  float* host = static_cast<float*>(calloc(32, sizeof(float)));
  sum<<<1, 32>>>(host, out);
  free(host);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
