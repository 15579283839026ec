// SPDX-License-Identifier: Apache-2.0
// Kernels as values: launches, attributes and occupancy by address, with and without a type.
#include "check.hpp"
#include <cooperative_groups.h>

__global__ void scale(float* values, float by, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) values[i] *= by;
}

template <int kBy>
__global__ void __launch_bounds__(128) add(float* values) {
  values[threadIdx.x] += kBy;
}

__global__ void sum_over_grid(float* values, int n) {
  for (int stride = n / 2; stride > 0; stride /= 2) {
    const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    if (i < stride) values[i] += values[i + stride];
    cooperative_groups::this_grid().sync();
  }
}

int main() {
  float host[64];
  for (float& each : host) each = 1;
  float* values = nullptr;
  OK(cudaMalloc(&values, sizeof(host)));
  OK(cudaMemcpy(values, host, sizeof(host), cudaMemcpyHostToDevice));
  float by = 3;
  int n = 64;
  void* arguments[] = {&values, &by, &n};
  OK(cudaLaunchKernel((void*)scale, dim3(2), dim3(32), arguments, 0, nullptr));
  OK(cudaLaunchKernel(scale, dim3(2), dim3(32), arguments, 0, nullptr));
  void* only[] = {&values};
  OK(cudaLaunchKernel((const void*)add<4>, dim3(1), dim3(64), only, 0, nullptr));
  cudaLaunchConfig_t config = {};
  config.gridDim = dim3(1);
  config.blockDim = dim3(64);
  OK(cudaLaunchKernelEx(&config, add<6>, values));
  int count = 64;
  void* both[] = {&values, &count};
  OK(cudaLaunchCooperativeKernel((void*)sum_over_grid, dim3(2), dim3(32), both, 0, nullptr));
  OK(cudaMemcpy(host, values, sizeof(host), cudaMemcpyDeviceToHost));
  EXPECT(host[0] == 64 * 19);

  cudaFuncAttributes attributes;
  OK(cudaFuncGetAttributes(&attributes, scale));
  EXPECT(attributes.maxThreadsPerBlock == 1024 && attributes.numRegs > 0);
  OK(cudaFuncGetAttributes(&attributes, add<4>));
  EXPECT(attributes.maxThreadsPerBlock == 128);
  int grid = 0;
  int block = 0;
  OK(cudaOccupancyMaxPotentialBlockSize(&grid, &block, scale, 0, 0));
  EXPECT(block > 0 && block <= 1024 && grid > 0);
  int blocks = 0;
  OK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, scale, 256, 0));
  EXPECT(blocks > 0);
  OK(cudaFree(values));
  return 0;
}
