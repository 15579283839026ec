// SPDX-License-Identifier: Apache-2.0
// Rule 4: a fence before the atomic or volatile write releases; a fence alone or an atomic alone orders nothing.
__device__ int data;
__device__ int results[64];
__device__ volatile int ready;
__device__ unsigned tickets;
__device__ int lock;
__device__ int shared_sum;

__global__ void reset() {
  data = 0;
  ready = 0;
  tickets = 0;
  lock = 0;
  shared_sum = 0;
}

__global__ void published(int* out) {
  if (blockIdx.x == 0) {
    data = 42;
    __threadfence();
    ready = 1;
  } else {
    while (ready == 0) {
    }
    *out = data;
  }
}

__global__ void published_without_fence(int* out) {
  if (blockIdx.x == 0) {
    data = 42;
    ready = 1;
  } else {
    while (ready == 0) {
    }
    *out = data;  // expect: racecheck/global_race
  }
}

__global__ void fence_too_late(int* out) {
  if (blockIdx.x == 0) {
    data = 42;
    ready = 1;
    __threadfence();
  } else {
    while (ready == 0) {
    }
    *out = data;  // expect: racecheck/global_race
  }
}

__global__ void block_fence_only(int* out) {
  if (blockIdx.x == 0) {
    data = 42;
    __threadfence_block();
    ready = 1;
  } else {
    while (ready == 0) {
    }
    *out = data;  // expect: racecheck/global_race
  }
}

__global__ void within_a_block(int* out) {
  if (threadIdx.x == 0) {
    data = 42;
    __threadfence_block();
    ready = 1;
  } else if (threadIdx.x == 32) {
    while (ready == 0) {
    }
    *out = data;
  }
}

// The last block to finish adds up what all have written.
__global__ void last_block(int* out) {
  __shared__ bool last;
  __shared__ int s[32];
  s[threadIdx.x] = blockIdx.x;
  __syncthreads();
  if (threadIdx.x == 0) {
    int sum = 0;
    for (int i = 0; i < 32; ++i) sum += s[i];
    results[blockIdx.x] = sum;
    __threadfence();
    last = atomicInc(&tickets, gridDim.x) == gridDim.x - 1;
  }
  __syncthreads();
  if (last && threadIdx.x < gridDim.x) atomicAdd(out, results[threadIdx.x]);
}

// Every thread writes and fences, one counts for all.
__global__ void last_block_all_write(int* out, int* scratch) {
  __shared__ bool last;
  scratch[blockIdx.x * blockDim.x + threadIdx.x] = threadIdx.x;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) last = atomicAdd(&tickets, 1u) == gridDim.x - 1;
  __syncthreads();
  if (!last) return;
  int sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += scratch[b * blockDim.x + threadIdx.x];
  out[threadIdx.x] = sum;
}

// A fence of one thread after the barrier covers the others' writes.
__global__ void last_block_one_fence(int* out, int* scratch) {
  __shared__ bool last;
  scratch[blockIdx.x * blockDim.x + threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x == 0) {
    __threadfence();
    last = atomicAdd(&tickets, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  int sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += scratch[b * blockDim.x + threadIdx.x];
  out[threadIdx.x] = sum;
}

__global__ void last_block_no_fence(int* out, int* scratch) {
  __shared__ bool last;
  scratch[blockIdx.x * blockDim.x + threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x == 0) last = atomicAdd(&tickets, 1u) == gridDim.x - 1;
  __syncthreads();
  if (!last) return;
  int sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b)
    sum += scratch[b * blockDim.x + threadIdx.x];  // expect: racecheck/global_race
  out[threadIdx.x] = sum;
}

__global__ void locked() {
  if (threadIdx.x % 32 != 0) return;
  while (atomicCAS(&lock, 0, 1) != 0) {
  }
  __threadfence();
  shared_sum = shared_sum + 1;
  __threadfence();
  atomicExch(&lock, 0);
}

__global__ void locked_without_fence() {
  if (threadIdx.x % 32 != 0) return;
  while (atomicCAS(&lock, 0, 1) != 0) {
  }
  shared_sum = shared_sum + 1;  // expect: racecheck/global_race
  atomicExch(&lock, 0);
}

int main() {
  int* out;
  int* scratch;
  cudaMalloc(&out, 64 * sizeof(int));
  cudaMalloc(&scratch, 256 * sizeof(int));
  cudaMemset(out, 0, 64 * sizeof(int));
  reset<<<1, 1>>>();
  published<<<2, 1>>>(out);
  reset<<<1, 1>>>();
  published_without_fence<<<2, 1>>>(out);
  reset<<<1, 1>>>();
  fence_too_late<<<2, 1>>>(out);
  reset<<<1, 1>>>();
  block_fence_only<<<2, 1>>>(out);
  reset<<<1, 1>>>();
  within_a_block<<<1, 64>>>(out);
  reset<<<1, 1>>>();
  last_block<<<8, 32>>>(out);
  reset<<<1, 1>>>();
  last_block_all_write<<<4, 64>>>(out, scratch);
  reset<<<1, 1>>>();
  last_block_one_fence<<<4, 64>>>(out, scratch);
  reset<<<1, 1>>>();
  last_block_no_fence<<<4, 64>>>(out, scratch);
  reset<<<1, 1>>>();
  locked<<<4, 64>>>();
  reset<<<1, 1>>>();
  locked_without_fence<<<4, 64>>>();
  cudaFree(out);
  cudaFree(scratch);
}
