// SPDX-License-Identifier: Apache-2.0
// Atomics do not race with each other; with plain accesses they do.
__global__ void histogram(const unsigned char* in, int* bins, int n) {
  __shared__ int s[16];
  if (threadIdx.x < 16) s[threadIdx.x] = 0;
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x) atomicAdd(&s[in[i] % 16], 1);
  __syncthreads();
  if (threadIdx.x < 16) atomicAdd(&bins[threadIdx.x], s[threadIdx.x]);
}

__global__ void not_cleared_in_time(int* out) {
  __shared__ int count;
  if (threadIdx.x == 0) count = 0;
  atomicAdd(&count, 1);  // expect: racecheck/shared_race
  __syncthreads();
  out[threadIdx.x] = count;
}

__global__ void read_too_early(int* out) {
  __shared__ int count;
  if (threadIdx.x == 0) count = 0;
  __syncthreads();
  atomicAdd(&count, 1);  // expect: racecheck/shared_race
  out[threadIdx.x] = count;
}

__global__ void plain_increment(int* x) {
  x[0] = x[0] + 1;  // expect: racecheck/global_race
}

__global__ void block_scope(int* x) { atomicAdd_block(x, 1); }

__global__ void block_scope_across(int* x) {
  atomicAdd_block(x, 1);  // expect: racecheck/global_race
}

__device__ volatile int seen;

// Global memory: volatile accesses do not race with volatile ones, nor with atomics.
__global__ void volatiles(int* x) {
  seen = threadIdx.x;
  *static_cast<volatile int*>(x) = 1;
  atomicAdd(x, 1);
}

__global__ void volatile_and_plain(int* out, int* x) {
  if (threadIdx.x == 0) {
    *static_cast<volatile int*>(x) = 1;
  } else {
    out[threadIdx.x] = *x;  // expect: racecheck/global_race
  }
}

__global__ void volatile_shared(int* out) {
  __shared__ volatile int s[1];
  if (threadIdx.x == 0) s[0] = 1;
  out[threadIdx.x] = s[0];  // expect: racecheck/shared_race
}

int main() {
  unsigned char* in;
  int* out;
  int* x;
  cudaMalloc(&in, 1000);
  cudaMalloc(&out, 64 * sizeof(int));
  cudaMalloc(&x, 64 * sizeof(int));
  cudaMemset(in, 3, 1000);
  cudaMemset(x, 0, 64 * sizeof(int));
  histogram<<<4, 64>>>(in, x, 1000);
  not_cleared_in_time<<<1, 64>>>(out);
  read_too_early<<<1, 64>>>(out);
  plain_increment<<<1, 2>>>(x);
  block_scope<<<1, 64>>>(x);
  block_scope_across<<<2, 64>>>(x);
  volatiles<<<2, 64>>>(x);
  volatile_and_plain<<<1, 64>>>(out, x);
  volatile_shared<<<1, 64>>>(out);
  cudaFree(in);
  cudaFree(out);
  cudaFree(x);
}
