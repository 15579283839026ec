// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups: tiles of 64 to 1024 threads. They have no warp operations: each thread leaves a
///        pointer to its value, all wait, all read, all wait.

#include <type_traits>

#include "simt/groups/tile.hpp"

namespace simt {

/// Where the threads of a block show each other values of theirs, by rank.
extern __thread const void* shown[1024];

}  // namespace simt

namespace cooperative_groups {
inline namespace SIMT_MODE {

template <unsigned kSize>
class WideTile : public thread_group {
  static_assert((kSize & (kSize - 1)) == 0 && kSize <= 1024, "a tile's size is a power of two");

 public:
  SIMT_DEVICE WideTile(unsigned /*lanes*/, unsigned meta_rank, unsigned meta_size)
      : thread_group(Kind::Warps, 0, kSize), meta_rank_(meta_rank), meta_size_(meta_size) {}

  static constexpr unsigned num_threads() { return kSize; }
  static constexpr unsigned size() { return kSize; }
  static SIMT_DEVICE unsigned thread_rank() { return simt::thread_rank() % kSize; }
  SIMT_DEVICE unsigned meta_group_rank() const { return meta_rank_; }
  SIMT_DEVICE unsigned meta_group_size() const { return meta_size_; }

  template <class T>
  SIMT_INLINE T shfl(T value, unsigned rank, simt::Site site = SIMT_HERE) const {
    const T received = exchange(value, rank, site);
    return received;
  }
  SIMT_DEVICE int any(int predicate, simt::Site site = SIMT_HERE) const {
    return count(predicate != 0, site) != 0 ? 1 : 0;
  }
  SIMT_DEVICE int all(int predicate, simt::Site site = SIMT_HERE) const {
    return count(predicate == 0, site) == 0 ? 1 : 0;
  }

  /// Folds the values of the ranks below `end` that are multiples of 32 less one: each warp's last.
  template <class T, class Op>
  SIMT_DEVICE T fold_warps(const T& value, unsigned end, Op&& op, simt::Site site) const {
    const T sent = value;
    const T* const* values = show(sent, site);
    T result = *values[31];
    for (unsigned rank = 63; rank < end; rank += 32) result = op(result, *values[rank]);
    sync(site);
    return result;
  }

 private:
  template <class T>
  SIMT_DEVICE T exchange(const T& sent, unsigned rank, simt::Site site) const {
    const T* const* values = show(sent, site);
    const T received = *values[rank % kSize];
    sync(site);
    return received;
  }
  /// The values of all threads, by rank in the tile; until the next sync().
  template <class T>
  SIMT_DEVICE const T* const* show(const T& value, simt::Site site) const {
    const unsigned rank = simt::thread_rank();
    simt::shown[rank] = &value;
    sync(site);
    return reinterpret_cast<const T* const*>(simt::shown + rank / kSize * kSize);
  }
  SIMT_DEVICE unsigned count(bool predicate, simt::Site site) const {
    const bool* const* values = show(predicate, site);
    unsigned yes = 0;
    for (unsigned rank = 0; rank < kSize; ++rank) yes += *values[rank] ? 1 : 0;
    sync(site);
    return yes;
  }

  unsigned meta_rank_;
  unsigned meta_size_;
};

template <unsigned kSize>
using Tile = std::conditional_t<(kSize <= 32), WarpTile<kSize>, WideTile<kSize>>;

/// A tile whose parent is forgotten.
template <unsigned kSize>
class thread_block_tile<kSize, void> : public Tile<kSize> {
 public:
  using Tile<kSize>::Tile;

  /// Of any group that is cut into neighbours.
  template <class Parent>
  explicit SIMT_DEVICE thread_block_tile(const Parent& parent)
      : Tile<kSize>(simt::lanes_of_tile(kSize < 32 ? kSize : 32),
                    static_cast<unsigned>(parent.thread_rank() / kSize),
                    static_cast<unsigned>((parent.num_threads() + kSize - 1) / kSize)) {}
  template <class Parent>
  SIMT_DEVICE thread_block_tile(const thread_block_tile<kSize, Parent>& other)
      : Tile<kSize>(other) {}
};

template <unsigned kSize, class Parent>
class thread_block_tile : public thread_block_tile<kSize, void> {
 public:
  SIMT_DEVICE thread_block_tile(const Parent& parent) : thread_block_tile<kSize, void>(parent) {}
};

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
