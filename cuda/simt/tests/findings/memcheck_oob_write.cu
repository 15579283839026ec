// SPDX-License-Identifier: Apache-2.0
// The last block has more threads than there are elements.
__global__ void guarded(float* x, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = 1.0f;
}

__global__ void unguarded(float* x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  x[i] = 1.0f;  // expect: memcheck/global_oob_write
}

int main() {
  float* x;
  cudaMalloc(&x, 1000 * sizeof(float));
  guarded<<<4, 256>>>(x, 1000);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  unguarded<<<4, 256>>>(x);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
