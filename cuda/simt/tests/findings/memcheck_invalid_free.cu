// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
int main() {
  int* x;
  cudaMalloc(&x, 128);
  cudaFree(x + 1);  // expect: memcheck/invalid_free
  int* host = static_cast<int*>(malloc(128));
  cudaFree(host);  // expect: memcheck/invalid_free
  free(host);
  cudaFree(x);
}
