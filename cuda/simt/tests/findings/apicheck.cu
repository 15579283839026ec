// SPDX-License-Identifier: Apache-2.0
__global__ void nothing() {}

__global__ void fault(int* p) { *p = 1; }  // expect: memcheck/global_invalid_pointer

int main() {
  nothing<<<1, 1024>>>();
  nothing<<<1, 1025>>>();  // expect: apicheck/cudaErrorInvalidConfiguration
  nothing<<<0, 32>>>();    // expect: apicheck/cudaErrorInvalidConfiguration
  void* p;
  cudaMalloc(&p, size_t{1} << 50);  // expect: apicheck/cudaErrorMemoryAllocation
  fault<<<1, 1>>>(nullptr);
  cudaDeviceSynchronize();  // echoes of the fault are no findings
  cudaMalloc(&p, 4);
  cudaGetLastError();
}
