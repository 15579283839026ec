// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cooperative_groups::memcpy_async: whole tiles, odd sizes, several calls under way, by blocks and tiles.
#include <cstdio>

#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cuda/barrier>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

namespace {

__global__ void by_block(const int* in, int* out, int n) {
  extern __shared__ int buffer[];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer, in, sizeof(int) * static_cast<unsigned>(n));
  cg::wait(block);
  for (int i = static_cast<int>(threadIdx.x); i < n; i += static_cast<int>(blockDim.x)) {
    out[n - 1 - i] = buffer[i];
  }
}

__global__ void by_tile(const float* in, float* out) {
  __shared__ alignas(16) float buffer[4][64];
  const auto tile = cg::tiled_partition<32>(cg::this_thread_block());
  float* mine = buffer[tile.meta_group_rank()];
  const float* source = in + 64 * tile.meta_group_rank();
  cg::memcpy_async(tile, mine, source, cuda::aligned_size_t<16>(64 * sizeof(float)));
  cg::wait(tile);
  out[threadIdx.x * 2] = mine[63 - 2 * tile.thread_rank()];
  out[threadIdx.x * 2 + 1] = mine[62 - 2 * tile.thread_rank()];
}

/// Two stages: while one is used the other is filled.
__global__ void stages(const int* in, int* out, int tiles) {
  __shared__ int buffer[2][32];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer[0], 32, in, 32);
  int sum = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    if (tile + 1 < tiles) {
      cg::memcpy_async(block, buffer[(tile + 1) % 2], 32, in + 32 * (tile + 1), 32);
      cg::wait_prior<1>(block);
    } else {
      cg::wait_prior<0>(block);
    }
    sum += buffer[tile % 2][31 - threadIdx.x];
    block.sync();
  }
  out[threadIdx.x] = sum;
}

/// Bytes that are not aligned.
__global__ void odd_bytes(const char* in, char* out) {
  __shared__ char buffer[100];
  const cg::thread_block block = cg::this_thread_block();
  cg::memcpy_async(block, buffer + 1, in + 3, 77);
  cg::wait(block);
  for (unsigned i = threadIdx.x; i < 77; i += blockDim.x) out[i] = buffer[1 + i];
}

}  // namespace

int main() {
  constexpr int kCount = 512;
  int* in = nullptr;
  int* out = nullptr;
  cudaMallocManaged(&in, kCount * sizeof(int));
  cudaMallocManaged(&out, kCount * sizeof(int));
  for (int i = 0; i < kCount; ++i) in[i] = i * i % 1009;
  bool good = true;
  for (const int n : {1, 100, 333, 512}) {
    by_block<<<1, 64, n * sizeof(int)>>>(in, out, n);
    cudaDeviceSynchronize();
    for (int i = 0; i < n; ++i) good = good && out[n - 1 - i] == in[i];
  }
  by_tile<<<1, 128>>>(reinterpret_cast<float*>(in), reinterpret_cast<float*>(out));
  cudaDeviceSynchronize();
  for (int i = 0; i < 256; ++i) good = good && out[i] == in[i / 64 * 64 + 63 - i % 64];
  stages<<<1, 32>>>(in, out, 9);
  cudaDeviceSynchronize();
  for (int i = 0; i < 32; ++i) {
    int sum = 0;
    for (int tile = 0; tile < 9; ++tile) sum += in[32 * tile + 31 - i];
    good = good && out[i] == sum;
  }
  odd_bytes<<<1, 32>>>(reinterpret_cast<char*>(in), reinterpret_cast<char*>(out));
  good = good && cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 77; ++i) {
    good = good && reinterpret_cast<char*>(out)[i] == reinterpret_cast<char*>(in)[3 + i];
  }
  cudaFree(out);
  cudaFree(in);
  if (!good) std::printf("wrong\n");
  return good ? 0 : 1;
}
