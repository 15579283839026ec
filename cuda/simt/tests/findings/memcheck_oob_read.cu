// SPDX-License-Identifier: Apache-2.0
// A stencil reads one element before the first and after the last.
__global__ void clamped(const int* in, int* out, int n) {
  const int i = threadIdx.x;
  out[i] = in[i > 0 ? i - 1 : 0] + in[i] + in[i < n - 1 ? i + 1 : n - 1];
}

__global__ void stencil(const int* in, int* out) {
  const int i = threadIdx.x;
  out[i] = in[i - 1] +  // expect: memcheck/global_oob_read
           in[i] + in[i + 1];
}

int main() {
  int* x;
  int* y;
  cudaMalloc(&x, 64 * sizeof(int));
  cudaMalloc(&y, 64 * sizeof(int));
  cudaMemset(x, 0, 64 * sizeof(int));
  clamped<<<1, 64>>>(x, y, 64);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  stencil<<<1, 64>>>(x, y);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
