// SPDX-License-Identifier: Apache-2.0
__constant__ float taps[5];
__constant__ float other[5];

__global__ void filter(float* out, int count) {
  float sum = 0.0f;
  for (int i = 0; i < count; ++i) sum += taps[i];  // expect: memcheck/global_oob_read
  out[threadIdx.x] = sum + other[0];
}

int main() {
  const float host[5] = {1, 2, 3, 4, 5};
  cudaMemcpyToSymbol(taps, host, sizeof(host));
  cudaMemcpyToSymbol(other, host, sizeof(host));
  float* out;
  cudaMalloc(&out, 32 * sizeof(float));
  filter<<<1, 32>>>(out, 5);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  filter<<<1, 32>>>(out, 6);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
