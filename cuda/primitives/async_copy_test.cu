// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup cuda
/// @brief cp.async: a pipeline of three stages whose last tile is cut off, and copies of 4, 8 and 16 bytes.

#include "cuda/primitives/async_copy.cuh"

#include <cstdio>

#include <cuda_runtime.h>

namespace {

namespace wc = warplight::cuda;

constexpr int kNoDevice = 77;
constexpr int kThreads = 64;
constexpr int kTile = kThreads * 4;  // floats: 16 bytes a thread
constexpr int kStages = 3;

/// sums[t] = the sum over all tiles of elements 4t' to 4t' + 3, where t' is the mirror image of t. Elements from `count`
/// on are zero. `in` begins at a multiple of 16 bytes.
__global__ void sum_tiles(const float* in, int count, float* sums) {
  __shared__ float4 stages[kStages][kThreads];
  const int thread = static_cast<int>(threadIdx.x);
  const int tiles = (count + kTile - 1) / kTile;

  const auto fetch = [&](int tile) {
    const int first = tile * kTile + thread * 4;
    const bool valid = first + 4 <= count;
    wc::cp_async16(&stages[tile % kStages][thread], in + (valid ? first : 0), valid);
  };
  for (int tile = 0; tile < kStages - 1; ++tile) {
    if (tile < tiles) fetch(tile);
    wc::cp_async_commit();
  }
  float sum = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    wc::cp_async_wait<kStages - 2>();
    __syncthreads();  // the tile is there, and nobody reads the stage that is filled next
    if (tile + kStages - 1 < tiles) fetch(tile + kStages - 1);
    wc::cp_async_commit();
    const float4 four = stages[tile % kStages][kThreads - 1 - thread];
    sum += four.x + four.y + four.z + four.w;
  }
  sums[thread] = sum;
}

/// Copies of each size, every third one of zeros.
__global__ void sizes(const char* in, char* out) {
  __shared__ uint4 buffer[3 * 32];
  auto* bytes = reinterpret_cast<char*>(buffer);
  const int thread = static_cast<int>(threadIdx.x);
  const bool valid = thread % 3 != 2;
  wc::cp_async4(bytes + 4 * thread, in + 4 * thread, valid);
  wc::cp_async8(bytes + 128 + 8 * thread, in + 128 + 8 * thread, valid);
  wc::cp_async16(bytes + 384 + 16 * thread, in + 384 + 16 * thread, valid);
  wc::cp_async_commit();
  wc::cp_async_wait<0>();
  __syncthreads();
  for (int i = thread; i < 896; i += 32) out[i] = bytes[i];
}

bool check_pipeline(int count) {
  float* in = nullptr;
  float* sums = nullptr;
  cudaMallocManaged(&in, static_cast<unsigned>(count) * sizeof(float));
  cudaMallocManaged(&sums, kThreads * sizeof(float));
  for (int i = 0; i < count; ++i) in[i] = static_cast<float>(i % 13);
  sum_tiles<<<1, kThreads>>>(in, count, sums);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int thread = 0; thread < kThreads; ++thread) {
    float sum = 0;
    for (int i = (kThreads - 1 - thread) * 4; i < count; i += kTile) {
      for (int e = 0; e < 4; ++e) sum += in[i + e];
    }
    good = good && sums[thread] == sum;
  }
  cudaFree(sums);
  cudaFree(in);
  if (!good) std::printf("the pipeline over %d elements is wrong\n", count);
  return good;
}

bool check_sizes() {
  char* bytes = nullptr;
  cudaMallocManaged(&bytes, 2 * 896);
  for (int i = 0; i < 896; ++i) bytes[i] = static_cast<char>(i * 31 + 1);
  sizes<<<1, 32>>>(bytes, bytes + 896);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 896; ++i) {
    const int thread = i < 128 ? i / 4 : i < 384 ? (i - 128) / 8 : (i - 384) / 16;
    good = good && bytes[896 + i] == (thread % 3 != 2 ? bytes[i] : 0);
  }
  cudaFree(bytes);
  if (!good) std::puts("copies of 4, 8 and 16 bytes are wrong");
  return good;
}

}  // namespace

int main() {
  int devices = 0;
  if (cudaGetDeviceCount(&devices) != cudaSuccess || devices == 0) {
    std::puts("no CUDA device: nothing was run");
    return kNoDevice;
  }
  bool good = true;
  for (const int count : {4, 256, 260, 1000, 2048}) good = check_pipeline(count) && good;
  good = check_sizes() && good;
  std::printf("cp.async: %s\n", good ? "OK" : "FAIL");
  return good ? 0 : 1;
}
