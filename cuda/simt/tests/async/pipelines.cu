// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuda::pipeline: of one thread, of a block whose threads all do both, of producers and consumers.
#include <cstdio>

#include <cooperative_groups.h>
#include <cuda/pipeline>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

#pragma nv_diag_suppress static_var_with_dynamic_init

namespace {

constexpr int kTile = 64;
constexpr int kStages = 3;

__global__ void one_thread(const float* in, float* out, int tiles) {
  __shared__ float buffer[2][kTile];
  const auto thread = threadIdx.x;
  cuda::pipeline<cuda::thread_scope_thread> pipe = cuda::make_pipeline();
  pipe.producer_acquire();
  cuda::memcpy_async(&buffer[0][thread], &in[thread], sizeof(float), pipe);
  pipe.producer_commit();
  float sum = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    if (tile + 1 < tiles) {
      pipe.producer_acquire();
      cuda::memcpy_async(&buffer[(tile + 1) % 2][thread],
                         &in[static_cast<unsigned>(tile + 1) * kTile + thread], sizeof(float),
                         pipe);
      pipe.producer_commit();
      cuda::pipeline_consumer_wait_prior<1>(pipe);
    } else {
      cuda::pipeline_consumer_wait_prior<0>(pipe);
    }
    __syncthreads();
    sum += buffer[tile % 2][thread ^ 1];
    __syncthreads();
    pipe.consumer_release();
  }
  out[thread] = sum;
}

__global__ void whole_block(const float* in, float* out, int tiles) {
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, kStages> state;
  __shared__ float buffer[kStages][kTile];
  const auto block = cg::this_thread_block();
  auto pipe = cuda::make_pipeline(block, &state);
  float sum = 0;
  int fetched = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    for (; fetched < tiles && fetched < tile + kStages; ++fetched) {
      pipe.producer_acquire();
      cuda::memcpy_async(block, buffer[fetched % kStages], in + fetched * kTile,
                         sizeof(float) * kTile, pipe);
      pipe.producer_commit();
    }
    pipe.consumer_wait();
    sum += buffer[tile % kStages][threadIdx.x ^ 1];
    pipe.consumer_release();
  }
  out[threadIdx.x] = sum;
}

/// The first warp copies, the others add.
__global__ void two_roles(const float* in, float* out, int tiles) {
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, kStages> state;
  __shared__ float buffer[kStages][kTile];
  const auto block = cg::this_thread_block();
  const auto role =
      threadIdx.x < 32 ? cuda::pipeline_role::producer : cuda::pipeline_role::consumer;
  auto pipe = cuda::make_pipeline(block, &state, role);
  if (role == cuda::pipeline_role::producer) {
    const auto warp = cg::tiled_partition<32>(block);
    for (int tile = 0; tile < tiles; ++tile) {
      pipe.producer_acquire();
      cuda::memcpy_async(warp, buffer[tile % kStages], in + tile * kTile, sizeof(float) * kTile,
                         pipe);
      pipe.producer_commit();
    }
  } else {
    const auto thread = threadIdx.x - 32;
    float sum = 0;
    for (int tile = 0; tile < tiles; ++tile) {
      pipe.consumer_wait();
      sum += buffer[tile % kStages][thread ^ 1];
      pipe.consumer_release();
    }
    out[thread] = sum;
  }
}

}  // namespace

int main() {
  constexpr int kTiles = 10;
  float* in = nullptr;
  float* out = nullptr;
  cudaMallocManaged(&in, kTiles * kTile * sizeof(float));
  cudaMallocManaged(&out, 3 * kTile * sizeof(float));
  for (int i = 0; i < kTiles * kTile; ++i) in[i] = static_cast<float>(i % 31);
  one_thread<<<1, kTile>>>(in, out, kTiles);
  whole_block<<<1, kTile>>>(in, out + kTile, kTiles);
  two_roles<<<1, kTile + 32>>>(in, out + 2 * kTile, kTiles);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 3 * kTile; ++i) {
    float sum = 0;
    for (int tile = 0; tile < kTiles; ++tile) sum += in[tile * kTile + (i % kTile ^ 1)];
    if (out[i] != sum) {
      good = false;
      std::printf("%d: %g, not %g\n", i, out[i], sum);
    }
  }
  cudaFree(out);
  cudaFree(in);
  return good ? 0 : 1;
}
