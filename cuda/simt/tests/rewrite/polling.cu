// SPDX-License-Identifier: Apache-2.0
// Threads that poll a volatile variable give way to the thread that they wait for, in fast mode too.
#include <cstdio>

__device__ volatile int flags[4];
__device__ volatile int turn;

__global__ void chain(int* out) {
  const int block = static_cast<int>(blockIdx.x);
  // Block 0 waits for the last one, so that blocks have to yield to those after them.
  const int next = (block + 1) % 4;
  if (threadIdx.x == 0) {
    if (block != 3) {
      while (flags[next] == 0);
    }
    __threadfence();
    out[block] = block == 3 ? 1 : out[next] + 1;
    __threadfence();
    flags[block] = 1;
  }
}

__global__ void within_block(int* out) {
  const int me = static_cast<int>(threadIdx.x) / 32;
  if (threadIdx.x % 32 == 0) {
    while (turn != me) {
    }
    out[me] = me + 1;
    __threadfence_block();
    turn = me + 1;
  }
}

int main() {
  int* out = nullptr;
  cudaMalloc(&out, 4 * sizeof(int));
  int host[4];
  chain<<<4, 32>>>(out);
  cudaMemcpy(host, out, sizeof(host), cudaMemcpyDeviceToHost);
  for (int i = 0; i < 4; ++i) {
    if (host[i] != 4 - i) return 1;
  }
  within_block<<<1, 128>>>(out);
  cudaMemcpy(host, out, sizeof(host), cudaMemcpyDeviceToHost);
  for (int i = 0; i < 4; ++i) {
    if (host[i] != i + 1) return 2;
  }
  cudaFree(out);
  return 0;
}
