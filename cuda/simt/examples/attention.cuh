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
/// Tiling    v2: grid = N / 64 blocks of 64 rows of Q, 128 threads: four lanes share two rows, each with a quarter
///           of a tile's columns and a quarter of O's.
///
///                     K, V tile 0   tile 1   tile 2          four lanes, two rows:
///                    +------------+--------+-------          S columns  0..15 | 16..31 | 32..47 | 48..63
///            Q block | 64 x 64    |  ...   |  ...            O columns likewise
///                    +------------+--------+-------
///
/// Cost      v1: N^2 (4 D + 6) + N D elements of 4 bytes, and N^2 of scratch.
///           v2: N D (2 N / 64 + 5) elements, none; 2 N / 64 barriers a block. Its tiles make lanes meet in
///           the same banks: `simtcc report` shows in which lines.
///           (the program below compares both with the counters of the emulator)
/// Source    FlashAttention-2 (2023), algorithm 1.
/// @endverbatim

namespace example {

constexpr int kHeadDim = 64;   // D
constexpr int kTileRows = 64;  // rows of Q a block, rows of K and V a tile
constexpr int kThreads = 128;
constexpr int kRows = 2;                // of Q, for each group of four lanes
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

__device__ inline float4 scaled(float scale, float4 a) {
  return make_float4(scale * a.x, scale * a.y, scale * a.z, scale * a.w);
}

__device__ inline void add_scaled(float4& sum, float scale, float4 a) {
  sum.x += scale * a.x;
  sum.y += scale * a.y;
  sum.z += scale * a.z;
  sum.w += scale * a.w;
}

/// The largest value, or the sum, of the four lanes that share two rows.
__device__ inline float max_of_four(float x) {
  x = fmaxf(x, __shfl_xor_sync(0xffffffffU, x, 1));
  return fmaxf(x, __shfl_xor_sync(0xffffffffU, x, 2));
}

__device__ inline float sum_of_four(float x) {
  x += __shfl_xor_sync(0xffffffffU, x, 1);
  return x + __shfl_xor_sync(0xffffffffU, x, 2);
}

/// v2: tiles, online softmax.
__global__ void flash(const float* q, const float* k, const float* v, float* o, int n) {
  __shared__ float4 k_tile[kTileRows][kVectors];                // [64, 64] floats
  __shared__ float4 v_tile[kTileRows][kVectors];                // [64, 64] floats
  __shared__ __align__(16) float p_tile[kTileRows][kTileRows];  // [64, 64], unnormalised
  const int row = static_cast<int>(threadIdx.x) / 4 * kRows;    // my rows: row and row + 1
  const int quarter = static_cast<int>(threadIdx.x) % 4;
  const int first = quarter * kTileRows / 4;  // my columns of S: first .. first + 15
  const int mine = quarter * kVectors / 4;    // my quadruples of O: mine .. mine + 3
  const int place =
      (static_cast<int>(blockIdx.x) * kTileRows + row) * kVectors;  // of my rows in Q and O
  float4 query[kRows][kVectors];                                    // [2, 64] floats
  float4 output[kRows][kVectors / 4];                               // [2, 16] floats
  float highest[kRows];
  float sum[kRows];
  for (int r = 0; r < kRows; ++r) {
    const float4* from = reinterpret_cast<const float4*>(q) + place + r * kVectors;
    for (int d = 0; d < kVectors; ++d) query[r][d] = from[d];
    for (int d = 0; d < kVectors / 4; ++d) output[r][d] = make_float4(0.0F, 0.0F, 0.0F, 0.0F);
    highest[r] = -INFINITY;
    sum[r] = 0.0F;
  }
  for (int tile = 0; tile < n; tile += kTileRows) {
    load_tile(k_tile, k + tile * kHeadDim);
    load_tile(v_tile, v + tile * kHeadDim);
    __syncthreads();
    // S, my columns: each quadruple of K serves two rows.
    float tile_highest[kRows] = {-INFINITY, -INFINITY};
    for (int j = first; j < first + kTileRows / 4; ++j) {
      float s[kRows] = {0.0F, 0.0F};
      for (int d = 0; d < kVectors; ++d) {
        const float4 key = k_tile[j][d];
        for (int r = 0; r < kRows; ++r) s[r] += dot(query[r][d], key);
      }
      for (int r = 0; r < kRows; ++r) {
        const float score = s[r] * kScale;
        p_tile[row + r][j] = score;
        tile_highest[r] = fmaxf(tile_highest[r], score);
      }
    }
    // Online softmax: what was summed before shrinks by `rescale` when a larger maximum comes.
    for (int r = 0; r < kRows; ++r) {
      const float now = fmaxf(highest[r], max_of_four(tile_highest[r]));
      const float rescale = expf(highest[r] - now);
      highest[r] = now;
      float tile_sum = 0.0F;
      for (int j = first; j < first + kTileRows / 4; ++j) {
        const float p = expf(p_tile[row + r][j] - now);
        p_tile[row + r][j] = p;
        tile_sum += p;
      }
      sum[r] = sum[r] * rescale + sum_of_four(tile_sum);
      for (int d = 0; d < kVectors / 4; ++d) output[r][d] = scaled(rescale, output[r][d]);
    }
    __syncwarp();  // all four quarters of both rows of P are there
    for (int j = 0; j < kTileRows; j += 4) {
      float4 p[kRows];
      for (int r = 0; r < kRows; ++r) p[r] = *reinterpret_cast<const float4*>(&p_tile[row + r][j]);
      for (int d = 0; d < kVectors / 4; ++d) {
        const float4 v0 = v_tile[j][mine + d];
        const float4 v1 = v_tile[j + 1][mine + d];
        const float4 v2 = v_tile[j + 2][mine + d];
        const float4 v3 = v_tile[j + 3][mine + d];
        for (int r = 0; r < kRows; ++r) {
          add_scaled(output[r][d], p[r].x, v0);
          add_scaled(output[r][d], p[r].y, v1);
          add_scaled(output[r][d], p[r].z, v2);
          add_scaled(output[r][d], p[r].w, v3);
        }
      }
    }
#ifndef WITHOUT_BARRIER
    __syncthreads();  // everybody has read this tile before the next one takes its place
#endif
  }
  for (int r = 0; r < kRows; ++r) {
    float4* to = reinterpret_cast<float4*>(o) + place + r * kVectors + mine;
    for (int d = 0; d < kVectors / 4; ++d) to[d] = scaled(1.0F / sum[r], output[r][d]);
  }
}

}  // namespace example
