// SPDX-License-Identifier: Apache-2.0
// Rule 3: __syncwarp and tile syncs order the named lanes; shuffles and votes order nothing.
#include <cooperative_groups.h>
namespace cg = cooperative_groups;

__global__ void with_syncwarp(int* out) {
  __shared__ int s[64];
  const int t = threadIdx.x;
  s[t] = t;
  __syncwarp();
  for (int d = 16; d > 0; d /= 2) {
    const int v = s[t ^ d];
    __syncwarp();
    s[t] += v;
    __syncwarp();
  }
  out[t] = s[t];
}

__global__ void without(int* out) {
  __shared__ int s[32];
  s[threadIdx.x] = threadIdx.x;  // expect: racecheck/shared_race
  out[threadIdx.x] = s[31 - threadIdx.x];
}

// The old style: volatile shared memory and lanes that are believed to run in step.
__global__ void in_step(int* out) {
  __shared__ volatile int s[64];
  const int t = threadIdx.x;
  s[t] = t;
  s[t + 32] = t;
  __syncwarp();
  s[t] = s[t] + s[t + 16];  // expect: racecheck/shared_race
  out[t] = s[t];
}

__global__ void shuffled(int* out) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = t;
  const int other = __shfl_xor_sync(0xffffffffu, t, 1);
  out[t] = s[other];  // expect: racecheck/shared_race
}

__global__ void voted(int* out) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = t;
  const unsigned all = __ballot_sync(0xffffffffu, true);
  out[t] = s[t ^ 1] + static_cast<int>(all & 1u);  // expect: racecheck/shared_race
}

// Two warps: __syncwarp is not enough.
__global__ void two_warps(int* out) {
  __shared__ int s[64];
  const int t = threadIdx.x;
  s[t] = t;  // expect: racecheck/shared_race
  __syncwarp();
  out[t] = s[63 - t];
}

__global__ void tiles(int* out) {
  __shared__ int s[64];
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  const int t = threadIdx.x;
  const int r = tile.thread_rank();
  const int first = t - r;
  s[t] = t;
  tile.sync();
  out[t] = s[first + 7 - r];
  tile.sync();
  s[first + 7 - r] = 1;
}

__global__ void beyond_the_tile(int* out) {
  __shared__ int s[32];
  const auto tile = cg::tiled_partition<8>(cg::this_thread_block());
  const int t = threadIdx.x;
  s[t] = t;  // expect: racecheck/shared_race
  tile.sync();
  out[t] = s[t ^ 8];
}

__global__ void half_mask(int* out) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = t;
  if (t < 16) {
    __syncwarp(0xffffu);
    out[t] = s[15 - t];
  } else {
    __syncwarp(0xffff0000u);
    out[t] = s[47 - t];
  }
}

// What a lane has learned from another it passes on: 0 -> 1 -> 2.
__global__ void chain(int* out) {
  __shared__ int s[1];
  const int t = threadIdx.x;
  if (t == 0) s[0] = 5;
  if (t < 2) __syncwarp(0x3u);
  if (t == 1 || t == 2) __syncwarp(0x6u);
  if (t == 2) out[0] = s[0];
}

int main() {
  int* out;
  cudaMalloc(&out, 64 * sizeof(int));
  with_syncwarp<<<1, 64>>>(out);
  without<<<1, 32>>>(out);
  in_step<<<1, 32>>>(out);
  shuffled<<<1, 32>>>(out);
  voted<<<1, 32>>>(out);
  two_warps<<<1, 64>>>(out);
  tiles<<<1, 64>>>(out);
  beyond_the_tile<<<1, 32>>>(out);
  half_mask<<<1, 32>>>(out);
  chain<<<1, 32>>>(out);
  cudaFree(out);
}
