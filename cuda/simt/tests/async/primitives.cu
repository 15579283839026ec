// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief __pipeline_memcpy_async: a double buffer, sizes of 4 to 16 bytes, zero fill, copies that nobody waits for.
#include <cstdio>

#include <cuda_pipeline.h>
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64;

/// Sums tiles of `in`; the next tile is on its way while one is added.
__global__ void sum_tiles(const float* in, float* out, int tiles) {
  __shared__ float buffer[2][kTile];
  const auto thread = threadIdx.x;
  __pipeline_memcpy_async(&buffer[0][thread], &in[thread], sizeof(float));
  __pipeline_commit();
  float sum = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    if (tile + 1 < tiles) {
      const auto next = static_cast<unsigned>(tile + 1);
      __pipeline_memcpy_async(&buffer[next % 2][thread], &in[next * kTile + thread], sizeof(float));
    }
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    sum += buffer[tile % 2][kTile - 1 - thread];
    __syncthreads();
  }
  out[thread] = sum;
}

__global__ void sizes(const char* in, char* out) {
  __shared__ alignas(16) char buffer[4 * 64];
  const auto thread = threadIdx.x;
  if (thread < 4) {
    __pipeline_memcpy_async(buffer + 16 * thread, in + 16 * thread, 16);
  } else if (thread < 12) {
    __pipeline_memcpy_async(buffer + 64 + 8 * (thread - 4), in + 64 + 8 * (thread - 4), 8);
  } else if (thread < 28) {
    // The upper two of four bytes are not read but set to zero.
    __pipeline_memcpy_async(buffer + 128 + 4 * (thread - 12), in + 128 + 4 * (thread - 12), 4, 2);
  } else {
    __pipeline_memcpy_async(buffer + 192 + 16 * (thread - 28), in, 16, 16);
  }
  __pipeline_commit();
  __pipeline_wait_prior(0);
  __syncthreads();
  for (unsigned i = thread; i < 256; i += blockDim.x) out[i] = buffer[i];
}

}  // namespace

int main() {
  constexpr int kTiles = 5;
  float* in = nullptr;
  float* out = nullptr;
  char* bytes = nullptr;
  cudaMallocManaged(&in, kTiles * kTile * sizeof(float));
  cudaMallocManaged(&out, kTile * sizeof(float));
  cudaMallocManaged(&bytes, 512);
  for (int i = 0; i < kTiles * kTile; ++i) in[i] = static_cast<float>(i % 17);
  for (int i = 0; i < 256; ++i) bytes[i] = static_cast<char>(i + 1);
  sum_tiles<<<1, kTile>>>(in, out, kTiles);
  sizes<<<1, 32>>>(bytes, bytes + 256);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < kTile; ++i) {
    float sum = 0;
    for (int tile = 0; tile < kTiles; ++tile) sum += in[tile * kTile + kTile - 1 - i];
    good = good && out[i] == sum;
  }
  for (int i = 0; i < 256; ++i) {
    const bool zero = i >= 192 || (i >= 128 && i % 4 >= 2);
    good = good && bytes[256 + i] == (zero ? 0 : static_cast<char>(i + 1));
  }
  cudaFree(bytes);
  cudaFree(out);
  cudaFree(in);
  if (!good) std::printf("wrong\n");
  return good ? 0 : 1;
}
