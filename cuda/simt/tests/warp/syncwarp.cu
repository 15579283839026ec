// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief __syncwarp orders the accesses of the lanes it names: transposing through shared memory inside a warp.
#include <cstdio>

#include <cuda_runtime.h>

namespace {

__global__ void reverse(int* data) {
  __shared__ int buffer[4][32];
  const unsigned lane = threadIdx.x % 32;
  int* mine = buffer[threadIdx.x / 32];
  mine[lane] = data[threadIdx.x];
  __syncwarp();
  data[threadIdx.x] = mine[31 - lane];
}

/// Halves of a warp go on apart.
__global__ void sum_halves(int* data) {
  __shared__ int buffer[32];
  const unsigned lane = threadIdx.x;
  const unsigned half = lane < 16 ? 0x0000FFFFU : 0xFFFF0000U;
  buffer[lane] = data[lane];
  __syncwarp(half);
  for (unsigned distance = 8; distance > 0; distance /= 2) {
    if (lane % 16 < distance) buffer[lane] += buffer[lane + distance];
    __syncwarp(half);
  }
  data[lane] = buffer[lane & 16U];
}

/// The two sides of a branch meet at one __syncwarp, each at its own line.
__global__ void two_sides(int* data) {
  __shared__ int buffer[32];
  const unsigned lane = threadIdx.x;
  if (lane % 2 == 0) {
    buffer[lane] = data[lane];
    __syncwarp();
  } else {
    buffer[lane] = -data[lane];
    __syncwarp();
  }
  data[lane] = buffer[lane ^ 1U];
}

}  // namespace

int main() {
  int* data = nullptr;
  cudaMallocManaged(&data, 128 * sizeof(int));
  bool good = true;
  for (int i = 0; i < 128; ++i) data[i] = i;
  reverse<<<1, 128>>>(data);
  cudaDeviceSynchronize();
  for (int i = 0; i < 128; ++i) good = good && data[i] == i / 32 * 32 + 31 - i % 32;
  for (int i = 0; i < 32; ++i) data[i] = i;
  sum_halves<<<1, 32>>>(data);
  cudaDeviceSynchronize();
  for (int i = 0; i < 32; ++i) good = good && data[i] == (i < 16 ? 120 : 376);
  for (int i = 0; i < 32; ++i) data[i] = i;
  two_sides<<<1, 32>>>(data);
  good = good && cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 32; ++i) good = good && data[i] == (i % 2 == 0 ? -(i + 1) : i - 1);
  cudaFree(data);
  if (!good) std::printf("wrong\n");
  return good ? 0 : 1;
}
