// SPDX-License-Identifier: Apache-2.0
__device__ int before[16];
__device__ int table[16];
__device__ int after[16] = {1};

__global__ void fill(int n) {
  if (threadIdx.x < n) {
    table[threadIdx.x] =  // expect: memcheck/global_oob_write
        before[threadIdx.x % 16] + after[threadIdx.x % 16];
  }
}

int main() {
  fill<<<1, 32>>>(16);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  fill<<<1, 32>>>(17);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
