// SPDX-License-Identifier: Apache-2.0
// An error that breaks the context is returned by every later call, and is not reported again.
#include "check.hpp"

__global__ void store(int* to) {
  *to = 1;  // expect: memcheck/global_invalid_pointer
}

int main() {
  int* memory = nullptr;
  OK(cudaMalloc(&memory, 64));
  store<<<1, 1>>>(nullptr);
  EXPECT(cudaDeviceSynchronize() == cudaErrorIllegalAddress);
  EXPECT(cudaGetLastError() == cudaErrorIllegalAddress);
  EXPECT(cudaGetLastError() == cudaErrorIllegalAddress);
  EXPECT(cudaMalloc(&memory, 64) == cudaErrorIllegalAddress);
  int host = 0;
  EXPECT(cudaMemcpy(&host, memory, 4, cudaMemcpyDeviceToHost) == cudaErrorIllegalAddress);
  store<<<1, 1>>>(memory);
  EXPECT(cudaPeekAtLastError() == cudaErrorIllegalAddress);
  EXPECT(cudaFree(memory) == cudaErrorIllegalAddress);
  return 0;
}
