// SPDX-License-Identifier: Apache-2.0
int main() {
  int* x;
  int* y;
  cudaMalloc(&x, 128);
  cudaMalloc(&y, 128);
  cudaFree(x);
  cudaFree(y);
  cudaFree(nullptr);
  cudaFree(x);  // expect: memcheck/double_free
}
