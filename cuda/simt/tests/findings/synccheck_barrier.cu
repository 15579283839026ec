// SPDX-License-Identifier: Apache-2.0
__global__ void uniform(int* out, int n) {
  __shared__ int s[64];
  if (threadIdx.x < n) s[threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x < n) out[threadIdx.x] = s[n - 1 - threadIdx.x];
}

__global__ void left_early(int* out, int n) {
  __shared__ int s[64];
  if (threadIdx.x >= n) return;
  s[threadIdx.x] = threadIdx.x;
  __syncthreads();  // expect: synccheck/divergent_barrier
  out[threadIdx.x] = s[n - 1 - threadIdx.x];
}

__global__ void two_places(int* out) {
  if (threadIdx.x < 32) {
    out[threadIdx.x] = 1;
    __syncthreads();  // expect: synccheck/divergent_barrier
  } else {
    out[threadIdx.x] = 2;
    __syncthreads();  // expect: synccheck/divergent_barrier
  }
}

int main() {
  int* out;
  cudaMalloc(&out, 64 * sizeof(int));
  uniform<<<1, 64>>>(out, 40);
  left_early<<<1, 64>>>(out, 40);
  two_places<<<1, 64>>>(out);
  cudaFree(out);
}
