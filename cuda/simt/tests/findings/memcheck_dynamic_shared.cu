// SPDX-License-Identifier: Apache-2.0
// Dynamic shared memory ends at the size that the launch gives.
__global__ void reverse(const int* in, int* out, int n) {
  extern __shared__ int s[];
  s[threadIdx.x] = in[threadIdx.x];  // expect: memcheck/shared_oob_write
  __syncthreads();
  out[threadIdx.x] = s[n - 1 - threadIdx.x];
}

int main() {
  int* x;
  int* y;
  cudaMalloc(&x, 256 * sizeof(int));
  cudaMalloc(&y, 256 * sizeof(int));
  cudaMemset(x, 0, 256 * sizeof(int));
  reverse<<<1, 256, 256 * sizeof(int)>>>(x, y, 256);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  reverse<<<1, 256, 256>>>(x, y, 256);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
