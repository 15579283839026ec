// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Attention of one head in two ways, as a first thing to run: with the N x N matrix in memory, and in
///        tiles that never store it.
/// @verbatim
/// Problem   O = softmax(Q K^T / sqrt(D)) V for Q, K, V, O [N, D] fp32, D = 64, N a multiple of 64.
/// Idea      v1 writes S = Q K^T and reads it back, three kernels. v2 walks over K and V in tiles of 64 rows and
///           keeps per row of Q only the running maximum m, the running sum l and the output so far.
/// Tiling    v2: grid = N / 64 blocks of 64 rows of Q, 128 threads: two for each row, each with half of a
///           tile's columns and half of O's.
///
///                     K, V tile 0   tile 1   tile 2          two threads a row:
///                    +------------+--------+-------          S columns 0..31 | 32..63
///            Q block | 64 x 64    |  ...   |  ...            O columns 0..31 | 32..63
///                    +------------+--------+-------
///
/// Cost      v1: N^2 (4 D + 6) + N D elements of 4 bytes, and N^2 of scratch.
///           v2: N D (2 N / 64 + 3) elements, none; 2 N / 64 barriers a block. Its P tile makes lanes meet
///           in the same banks: `simtcc report` shows in which lines, and a row of 65 words would cure it.
///           (the program below compares both with the counters of the emulator)
/// Source    FlashAttention-2 (2023), algorithm 1.
/// @endverbatim

namespace example {

constexpr int kHeadDim = 64;   // D
constexpr int kTileRows = 64;  // rows of Q a block, rows of K and V a tile
constexpr int kThreads = 128;
constexpr int kVectors = kHeadDim / 4;  // float4 in a row
constexpr float kScale = 0.125F;        // 1 / sqrt(D)

/// v1, first of three: s[i][j] = q_i . k_j / sqrt(D). One thread an element, block 16 x 16.
__global__ void scores(const float* q, const float* k, float* s, int n) {
  const int i = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  const int j = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n || j >= n) return;
  float sum = 0.0F;
  for (int d = 0; d < kHeadDim; ++d) sum += q[i * kHeadDim + d] * k[j * kHeadDim + d];
  s[i * n + j] = sum * kScale;
}

/// v1, second: each row of s [N, N] becomes its softmax. One thread a row.
__global__ void softmax_rows(float* s, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  float* row = s + i * n;
  float highest = row[0];
  for (int j = 1; j < n; ++j) highest = fmaxf(highest, row[j]);
  float sum = 0.0F;
  for (int j = 0; j < n; ++j) {
    const float e = expf(row[j] - highest);
    row[j] = e;
    sum += e;
  }
  for (int j = 0; j < n; ++j) row[j] /= sum;
}

/// v1, third: o = p v, p [N, N]. One thread an element, block 16 x 16.
__global__ void weighted_sum(const float* p, const float* v, float* o, int n) {
  const int i = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  const int d = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n || d >= kHeadDim) return;
  float sum = 0.0F;
  for (int j = 0; j < n; ++j) sum += p[i * n + j] * v[j * kHeadDim + d];
  o[i * kHeadDim + d] = sum;
}

/// A tile of 64 rows goes from global to shared memory, 16 bytes a thread, neighbours side by side.
__device__ inline void load_tile(float4 (*tile)[kVectors], const float* rows) {
  const auto* from = reinterpret_cast<const float4*>(rows);
  for (int at = static_cast<int>(threadIdx.x); at < kTileRows * kVectors; at += kThreads) {
    tile[at / kVectors][at % kVectors] = from[at];
  }
}

__device__ inline float dot(float4 a, float4 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
}

__device__ inline void add_scaled(float4& sum, float scale, float4 a) {
  sum.x += scale * a.x;
  sum.y += scale * a.y;
  sum.z += scale * a.z;
  sum.w += scale * a.w;
}

/// v2: tiles, online softmax.
__global__ void flash(const float* q, const float* k, const float* v, float* o, int n) {
  __shared__ float4 k_tile[kTileRows][kVectors];  // [64, 64] floats
  __shared__ float4 v_tile[kTileRows][kVectors];  // [64, 64] floats
  __shared__ float p_tile[kTileRows][kTileRows];  // [64, 64], unnormalised
  const int row = static_cast<int>(threadIdx.x) / 2;
  const int half = static_cast<int>(threadIdx.x) % 2;
  const int first = half * kTileRows / 2;  // my columns of S: first .. first + 31
  float4 query[kVectors];                  // [64] floats
  float4 output[kVectors / 2];             // [32] floats: my half of O's row
  const auto* my_q = reinterpret_cast<const float4*>(q) + (blockIdx.x * kTileRows + row) * kVectors;
  for (int d = 0; d < kVectors; ++d) query[d] = my_q[d];
  for (int d = 0; d < kVectors / 2; ++d) output[d] = make_float4(0.0F, 0.0F, 0.0F, 0.0F);
  float highest = -INFINITY;
  float sum = 0.0F;
  for (int tile = 0; tile < n; tile += kTileRows) {
    load_tile(k_tile, k + tile * kHeadDim);
    load_tile(v_tile, v + tile * kHeadDim);
    __syncthreads();
    // My half of the row of S, and its maximum; the other half is with the neighbouring lane.
    float tile_highest = -INFINITY;
    for (int j = first; j < first + kTileRows / 2; ++j) {
      float s = 0.0F;
      for (int d = 0; d < kVectors; ++d) s += dot(query[d], k_tile[j][d]);
      s *= kScale;
      p_tile[row][j] = s;
      tile_highest = fmaxf(tile_highest, s);
    }
    tile_highest = fmaxf(tile_highest, __shfl_xor_sync(0xffffffffU, tile_highest, 1));
    const float now = fmaxf(highest, tile_highest);
    const float rescale = expf(highest - now);
    highest = now;
    float tile_sum = 0.0F;
    for (int j = first; j < first + kTileRows / 2; ++j) {
      const float p = expf(p_tile[row][j] - now);
      p_tile[row][j] = p;
      tile_sum += p;
    }
    sum = sum * rescale + tile_sum + __shfl_xor_sync(0xffffffffU, tile_sum, 1);
    __syncwarp();  // both halves of the row of P are there
    for (int d = 0; d < kVectors / 2; ++d) {
      output[d] = make_float4(output[d].x * rescale, output[d].y * rescale, output[d].z * rescale,
                              output[d].w * rescale);
    }
    for (int j = 0; j < kTileRows; ++j) {
      const float p = p_tile[row][j];
      for (int d = 0; d < kVectors / 2; ++d)
        add_scaled(output[d], p, v_tile[j][half * kVectors / 2 + d]);
    }
#ifndef WITHOUT_BARRIER
    __syncthreads();  // everybody has read this tile before the next one takes its place
#endif
  }
  auto* my_o = reinterpret_cast<float4*>(o) + (blockIdx.x * kTileRows + row) * kVectors +
               half * kVectors / 2;
  const float scale = 1.0F / sum;
  for (int d = 0; d < kVectors / 2; ++d) {
    my_o[d] = make_float4(output[d].x * scale, output[d].y * scale, output[d].z * scale,
                          output[d].w * scale);
  }
}

}  // namespace example
