// SPDX-License-Identifier: Apache-2.0
__global__ void uses_it(int* out) {
  extern __shared__ int s[];
  s[threadIdx.x] = threadIdx.x;  // expect: memcheck/shared_oob_write
  __syncthreads();
  out[threadIdx.x] = s[31 - threadIdx.x];
}

int main() {
  int* out;
  cudaMalloc(&out, 32 * sizeof(int));
  uses_it<<<1, 32>>>(out);  // no size
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
