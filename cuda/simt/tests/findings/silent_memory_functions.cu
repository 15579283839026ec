// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief memcpy and memset in kernels, in all spellings, on host and device.
#include <cstdio>
#include <cstring>

#include <cuda_runtime.h>

constexpr int kN = 32;

struct Row {
  float value[4];
};

namespace mine {
__device__ int memset(int a, int b) { return a - b; }
}  // namespace mine

__global__ void copy_rows(const Row* from, Row* to, int* wrong) {
  const unsigned i = threadIdx.x;
  Row row;
  memset(&row, 0, sizeof(row));
  std::memcpy(&row, &from[i], sizeof(row));
  ::memcpy(&row.value[1], &row.value[0], sizeof(float));
  memcpy(to + i, &row, sizeof(row));
  if (mine::memset(1, 1) != 0) atomicAdd(wrong, 1);
}

int main() {
  Row host[kN];
  std::memset(host, 0, sizeof(host));
  for (int i = 0; i < kN; ++i) host[i].value[0] = static_cast<float>(i);
  Row* from = nullptr;
  Row* to = nullptr;
  int* wrong = nullptr;
  cudaMalloc(&from, sizeof(host));
  cudaMalloc(&to, sizeof(host));
  cudaMalloc(&wrong, sizeof(int));
  cudaMemset(wrong, 0, sizeof(int));
  cudaMemcpy(from, host, sizeof(host), cudaMemcpyHostToDevice);
  copy_rows<<<1, kN>>>(from, to, wrong);
  cudaMemcpy(host, to, sizeof(host), cudaMemcpyDeviceToHost);
  int count = 0;
  cudaMemcpy(&count, wrong, sizeof(int), cudaMemcpyDeviceToHost);
  for (int i = 0; i < kN; ++i) count += host[i].value[0] == host[i].value[1] ? 0 : 1;
  std::printf("%d wrong\n", count);
  cudaFree(from);
  cudaFree(to);
  cudaFree(wrong);
  return count == 0 ? 0 : 1;
}
