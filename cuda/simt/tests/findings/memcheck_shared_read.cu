// SPDX-License-Identifier: Apache-2.0
__global__ void neighbours(int* out, int last) {
  __shared__ int s[128];
  s[threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x < last)
    out[threadIdx.x] = s[threadIdx.x + 1] - s[threadIdx.x];  // expect: memcheck/shared_oob_read
}

int main() {
  int* out;
  cudaMalloc(&out, 128 * sizeof(int));
  neighbours<<<1, 128>>>(out, 127);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  neighbours<<<1, 128>>>(out, 128);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
