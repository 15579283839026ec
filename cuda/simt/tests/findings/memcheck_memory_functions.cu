// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief memcpy and memset in kernels are accesses like all others.
#include <cstdio>
#include <cstring>

#include <cuda_runtime.h>

constexpr int kN = 32;

// One row too far.
__global__ void clear_rows(float* rows, int n) {
  if (threadIdx.x > kN) return;
  memset(rows + threadIdx.x * n, 0, n * 4);  // expect: memcheck/global_oob_write
}

int main() {
  float* rows = nullptr;
  cudaMalloc(&rows, kN * 4 * sizeof(float));
  clear_rows<<<1, 2 * kN>>>(rows, 4);
  std::printf("%d\n", cudaDeviceSynchronize());
}
