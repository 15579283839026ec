// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup cuda
/// @brief Where the 16-byte chunks of a tile's rows lie in shared memory, so that ldmatrix (8 rows, one chunk) and
///        stores of whole rows both hit every bank once: each row's chunks are permuted by an exclusive or.
///        For rows of 128 bytes it is the hardware's 128-byte swizzle (if the tile is 1024-aligned).

namespace warplight::cuda {

/// The chunk at which chunk `chunk` of row `row` lies, in chunks from the tile's start. kChunks in a row: a power of
/// two from 2.
template <int kChunks>
__host__ __device__ constexpr int swizzled_chunk(int row, int chunk) {
  static_assert(kChunks >= 2 && (kChunks & (kChunks - 1)) == 0, "a power of two");
  // Rows that share a line of 32 banks keep their order: they differ in the bank already.
  constexpr int kRowsInLine = kChunks >= 8 ? 1 : 8 / kChunks;
  constexpr int kMask = kChunks >= 8 ? 7 : kChunks - 1;
  return row * kChunks + (chunk ^ ((row / kRowsInLine) & kMask));
}

/// The same in bytes.
template <int kChunks>
__host__ __device__ constexpr int swizzled_offset(int row, int chunk) {
  return 16 * swizzled_chunk<kChunks>(row, chunk);
}

}  // namespace warplight::cuda
