// SPDX-License-Identifier: Apache-2.0
// Copies between device buffers carry along what is not written.
#include <vector>

__global__ void first_half(int* x, int n) {
  if (threadIdx.x < n / 2) x[threadIdx.x] = 1;
}

struct Pair {
  char small;
  int large;
};

__global__ void padded(Pair* x) {
  x[threadIdx.x].small = 'a';
  x[threadIdx.x].large = 7;
}

int main() {
  const int n = 64;
  std::vector<int> host(n);
  int* x;
  int* y;
  cudaMalloc(&x, n * sizeof(int));
  cudaMalloc(&y, n * sizeof(int));
  first_half<<<1, n>>>(x, n);
  cudaMemcpy(y, x, n * sizeof(int), cudaMemcpyDeviceToDevice);
  cudaMemcpy(host.data(), y, n / 2 * sizeof(int), cudaMemcpyDeviceToHost);
  cudaMemcpy(host.data(), y, n * sizeof(int),  // expect: initcheck/copy_uninit
             cudaMemcpyDeviceToHost);
  cudaMemset(y, 0, n * sizeof(int));
  cudaMemcpy(host.data(), y, n * sizeof(int), cudaMemcpyDeviceToHost);
  Pair* pairs;
  cudaMalloc(&pairs, 32 * sizeof(Pair));
  padded<<<1, 32>>>(pairs);
  std::vector<Pair> host_pairs(32);
  cudaMemcpy(host_pairs.data(), pairs, 32 * sizeof(Pair), cudaMemcpyDeviceToHost);
  cudaFree(x);
  cudaFree(y);
  cudaFree(pairs);
}
