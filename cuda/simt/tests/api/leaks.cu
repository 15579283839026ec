// SPDX-License-Identifier: Apache-2.0
// Memory of each kind that is never freed, found at the call that made it.
#include "check.hpp"

int main() {
  char* memory = nullptr;
  OK(cudaMalloc(&memory, 10));  // expect: leakcheck/leak
  void* untyped = nullptr;
  OK(cudaMalloc(&untyped, 10));        // expect: leakcheck/leak
  OK(cudaMallocManaged(&memory, 10));  // expect: leakcheck/leak
  size_t pitch = 0;
  OK(cudaMallocPitch(&memory, &pitch, 10, 10));  // expect: leakcheck/leak
  OK(cudaMallocAsync(&memory, 10, nullptr));     // expect: leakcheck/leak
  OK(cudaMalloc(&memory, 10));
  OK(cudaFree(memory));
  OK(cudaDeviceReset());
  return 0;
}
