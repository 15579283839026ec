// SPDX-License-Identifier: Apache-2.0
__global__ void add(const int* in, int* out) {
  out[threadIdx.x] = in[threadIdx.x] + 1;  // expect: memcheck/global_use_after_free
}

int main() {
  int* x;
  int* y;
  cudaMalloc(&x, 128);
  cudaMalloc(&y, 128);
  cudaMemset(x, 0, 128);
  add<<<1, 32>>>(x, y);
  cudaFree(x);
  int* z;
  cudaMalloc(&z, 128);
  add<<<1, 32>>>(x, z);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
