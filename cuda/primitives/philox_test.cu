// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup cuda
/// @brief Philox on a device gives the words that it gives on the host, at a million addresses.

/// @defgroup cuda CUDA
/// @brief Kernels and their building blocks.

#include "common/random/philox.hpp"

#include <cstdio>
#include <vector>

#include <cuda_runtime.h>

namespace {

using warplight::philox;
using warplight::philox_key;
using warplight::PhiloxBlock;

constexpr unsigned kThreads = 256;
constexpr unsigned kBlocks = 64;
constexpr unsigned kCount = 1U << 20;
constexpr unsigned long long kSeed = 0x0123456789ABCDEFULL;
constexpr int kNoDevice = 77;

/// The address of word `index`: neighbours differ in all four words of the counter.
__host__ __device__ PhiloxBlock counter_of(unsigned index) {
  return {{index, index * 3U, ~index, index >> 7U}};
}

/// blocks[i] = philox(counter_of(i)).
/// Grid-stride, so that any grid writes all of `blocks` [count].
__global__ void fill(PhiloxBlock* blocks, unsigned count) {
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
    blocks[i] = philox(counter_of(i), philox_key(kSeed));
  }
}

bool succeeded(cudaError_t error, const char* what) {
  if (error != cudaSuccess) {
    std::fprintf(stderr, "%s: %s\n", what, cudaGetErrorString(error));
  }
  return error == cudaSuccess;
}

}  // namespace

int main() {
  int devices = 0;
  if (cudaGetDeviceCount(&devices) != cudaSuccess || devices == 0) {
    std::puts("no CUDA device: nothing was run");
    return kNoDevice;
  }
  std::vector<PhiloxBlock> from_device(kCount);
  PhiloxBlock* blocks = nullptr;
  const std::size_t bytes = kCount * sizeof(PhiloxBlock);
  bool good = succeeded(cudaMalloc(&blocks, bytes), "cudaMalloc");
  if (good) {
    fill<<<kBlocks, kThreads>>>(blocks, kCount);
    good = succeeded(cudaGetLastError(), "launch of fill") &&
           succeeded(cudaMemcpy(from_device.data(), blocks, bytes, cudaMemcpyDeviceToHost),
                     "cudaMemcpy");
  }
  unsigned wrong = 0;
  for (unsigned i = 0; good && i < kCount; ++i) {
    wrong += from_device[i] == philox(counter_of(i), philox_key(kSeed)) ? 0U : 1U;
  }
  good = succeeded(cudaFree(blocks), "cudaFree") && good && wrong == 0;
  std::printf("philox on the device: %u of %u blocks differ from the host's: %s\n", wrong, kCount,
              good ? "OK" : "FAIL");
  return good ? 0 : 1;
}
