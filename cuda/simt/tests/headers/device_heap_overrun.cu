// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Memory of a kernel's malloc has an end, nothing in it, and is gone once freed.
#include <cuda_runtime.h>

__device__ int last;

__global__ void overrun() {
  int* numbers = static_cast<int*>(malloc(8 * sizeof(int)));
  for (int i = 0; i <= 8; ++i) {
    numbers[i] = i;  // expect: memcheck/global_oob_write
  }
  last = numbers[7];
  free(numbers);
}

int main() {
  overrun<<<1, 1>>>();
  cudaDeviceSynchronize();
}
