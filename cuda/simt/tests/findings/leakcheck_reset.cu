// SPDX-License-Identifier: Apache-2.0
int main() {
  float* lost;
  cudaMalloc(&lost, 200);  // expect: leakcheck/leak
  cudaDeviceReset();
}
