// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup simt
/// @brief A reduction whose author forgot a barrier: the example of README.md.
#include <cstdio>

__global__ void sum(const float* x, float* out) {
  __shared__ float s[256];
  s[threadIdx.x] = x[threadIdx.x];
  for (int half = 128; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half) s[threadIdx.x] += s[threadIdx.x + half];
  }
  if (threadIdx.x == 1) *out = s[0];  // thread 0 has just written it
}

int main() {
  constexpr int kCount = 256;
  float host[kCount];
  for (float& value : host) value = 1.0F;
  float* x = nullptr;
  float* out = nullptr;
  cudaMalloc(&x, sizeof(host));
  cudaMalloc(&out, sizeof(float));
  cudaMemcpy(x, host, sizeof(host), cudaMemcpyHostToDevice);
  sum<<<1, kCount>>>(x, out);
  float total = 0.0F;
  cudaMemcpy(&total, out, sizeof(float), cudaMemcpyDeviceToHost);
  std::printf("%g\n", total);
  cudaFree(x);
  cudaFree(out);
  return 0;
}
