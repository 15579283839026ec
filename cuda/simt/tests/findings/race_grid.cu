// SPDX-License-Identifier: Apache-2.0
// Rule 1: grid.sync() orders all threads of a cooperative launch.
#include <cooperative_groups.h>
namespace cg = cooperative_groups;

__global__ void rounds(int* x, int* y, int n) {
  const cg::grid_group grid = cg::this_grid();
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  for (int r = 0; r < 3; ++r) {
    x[i] = i + r;
    grid.sync();
    y[i] = x[(i + n / 2) % n];
    grid.sync();
  }
}

__global__ void one_sync_too_few(int* x, int* y, int n) {
  const cg::grid_group grid = cg::this_grid();
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  for (int r = 0; r < 3; ++r) {
    x[i] = i + r;
    grid.sync();
    y[i] = x[(i + n / 2) % n];  // expect: racecheck/global_race
  }
}

int main() {
  int n = 128;
  int* x;
  int* y;
  cudaMalloc(&x, n * sizeof(int));
  cudaMalloc(&y, n * sizeof(int));
  void* arguments[] = {&x, &y, &n};
  cudaLaunchCooperativeKernel((void*)rounds, dim3(4), dim3(32), arguments, 0, nullptr);
  cudaDeviceSynchronize();
  cudaLaunchCooperativeKernel((void*)one_sync_too_few, dim3(4), dim3(32), arguments, 0, nullptr);
  cudaDeviceSynchronize();
  cudaFree(x);
  cudaFree(y);
}
