// SPDX-License-Identifier: Apache-2.0
__global__ void increment(int* x) {
  x[threadIdx.x] += 1;  // expect: memcheck/global_invalid_pointer
}

int main() {
  int host[32] = {};
  increment<<<1, 32>>>(host);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
