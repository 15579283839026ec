// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Histograms: in global memory, and in shared memory first, by atomics of all blocks at once.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kBins = 64;

__global__ void in_global(const unsigned char* in, int n, unsigned* bins) {
  const int stride = static_cast<int>(gridDim.x * blockDim.x);
  for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += stride) {
    atomicAdd(&bins[in[i] % kBins], 1U);
  }
}

__global__ void in_shared(const unsigned char* in, int n, unsigned* bins) {
  __shared__ unsigned own[kBins];
  for (unsigned bin = threadIdx.x; bin < kBins; bin += blockDim.x) own[bin] = 0;
  __syncthreads();
  const int stride = static_cast<int>(gridDim.x * blockDim.x);
  for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += stride) {
    atomicAdd(&own[in[i] % kBins], 1U);
  }
  __syncthreads();
  for (unsigned bin = threadIdx.x; bin < kBins; bin += blockDim.x) atomicAdd(&bins[bin], own[bin]);
}

int main() {
  constexpr int kCount = 20000;
  static unsigned char numbers[kCount];
  unsigned expected[kBins] = {};
  for (int i = 0; i < kCount; ++i) {
    numbers[i] = static_cast<unsigned char>(i * i / 7);
    ++expected[numbers[i] % kBins];
  }
  unsigned char* in = nullptr;
  unsigned* bins = nullptr;
  cudaMalloc(&in, kCount);
  cudaMalloc(&bins, sizeof(expected));
  cudaMemcpy(in, numbers, kCount, cudaMemcpyHostToDevice);
  int wrong = 0;
  for (int version = 0; version < 2; ++version) {
    cudaMemset(bins, 0, sizeof(expected));
    if (version == 0) {
      in_global<<<8, 128>>>(in, kCount, bins);
    } else {
      in_shared<<<8, 48>>>(in, kCount, bins);
    }
    unsigned got[kBins];
    cudaMemcpy(got, bins, sizeof(got), cudaMemcpyDeviceToHost);
    for (int bin = 0; bin < kBins; ++bin) wrong += got[bin] != expected[bin];
  }
  cudaFree(in);
  cudaFree(bins);
  std::printf("%d wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}
