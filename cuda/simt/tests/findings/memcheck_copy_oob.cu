// SPDX-License-Identifier: Apache-2.0
#include <vector>
int main() {
  const int n = 100;
  std::vector<int> host(2 * n);
  int* x;
  int* y;
  cudaMalloc(&x, n * sizeof(int));
  cudaMalloc(&y, n * sizeof(int));
  cudaMemcpy(x, host.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  cudaMemcpy(x, host.data(), (n + 1) * sizeof(int),  // expect: memcheck/copy_oob
             cudaMemcpyHostToDevice);
  cudaMemset(y, 0, n * sizeof(int));
  cudaMemset(y + 1, 0, n * sizeof(int));  // expect: memcheck/copy_oob
  cudaMemcpy(y, x, n * sizeof(int), cudaMemcpyDeviceToDevice);
  cudaMemcpy(host.data(), x, 2 * n * sizeof(int),  // expect: memcheck/copy_oob
             cudaMemcpyDeviceToHost);
  cudaFree(x);
  cudaFree(y);
}
