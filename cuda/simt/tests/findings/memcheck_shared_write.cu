// SPDX-License-Identifier: Apache-2.0
__global__ void rows(float* out) {
  __shared__ float before[32];
  __shared__ float tile[8][8];
  __shared__ float after[32];
  before[threadIdx.x] = after[threadIdx.x] = 1.0f;
  tile[threadIdx.x / 8][threadIdx.x % 8] = 2.0f;
  __syncthreads();
  out[threadIdx.x] =
      tile[threadIdx.x / 8][threadIdx.x % 8] + before[threadIdx.x] + after[threadIdx.x];
}

__global__ void transposed(float* out) {
  __shared__ float before[32];
  __shared__ float tile[4][8];
  __shared__ float after[32];
  before[threadIdx.x] = after[threadIdx.x] = 1.0f;
  float* flat = &tile[0][0];
  flat[threadIdx.x % 8 * 8 + threadIdx.x / 8] = 2.0f;  // expect: memcheck/shared_oob_write
  __syncthreads();
  out[threadIdx.x] = flat[threadIdx.x] + before[threadIdx.x] + after[threadIdx.x];
}

int main() {
  float* out;
  cudaMalloc(&out, 32 * sizeof(float));
  rows<<<1, 32>>>(out);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  transposed<<<1, 32>>>(out);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
