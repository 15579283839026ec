// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups: tiles of 1 to 32 threads, a power of two, and threads that happen to run together.

#include "simt/groups/thread_group.hpp"

namespace cooperative_groups {
inline namespace SIMT_MODE {

template <unsigned kSize, class Parent = void>
class thread_block_tile;

/// What tiles and coalesced groups have in common: they are lanes of one warp.
class LaneGroup : public thread_group {
 public:
  SIMT_DEVICE unsigned meta_group_rank() const { return meta_rank_; }
  SIMT_DEVICE unsigned meta_group_size() const { return meta_size_; }

  SIMT_DEVICE int any(int predicate, simt::Site site = SIMT_HERE) const {
    return simt::vote(lanes_, predicate, site).yes != 0 ? 1 : 0;
  }
  SIMT_DEVICE int all(int predicate, simt::Site site = SIMT_HERE) const {
    const simt::Ballot ballot = simt::vote(lanes_, predicate, site);
    return ballot.yes == ballot.voted ? 1 : 0;
  }
  /// One bit for each rank, like the results of match_any and match_all.
  SIMT_DEVICE unsigned ballot(int predicate, simt::Site site = SIMT_HERE) const {
    return simt::pack_lanes(lanes_, simt::vote(lanes_, predicate, site).yes);
  }
  template <class T>
  SIMT_DEVICE unsigned match_any(T value, simt::Site site = SIMT_HERE) const {
    return simt::pack_lanes(lanes_, simt::match(lanes_, value, site).yes);
  }
  template <class T>
  SIMT_DEVICE unsigned match_all(T value, int& same, simt::Site site = SIMT_HERE) const {
    const simt::Ballot matched = simt::match(lanes_, value, site);
    same = matched.yes == matched.voted ? 1 : 0;
    return same != 0 ? simt::pack_lanes(lanes_, lanes_) : 0;
  }

  /// The members; the emulator's own.
  SIMT_DEVICE unsigned lanes() const { return lanes_; }

 protected:
  SIMT_DEVICE LaneGroup(unsigned lanes, unsigned meta_rank, unsigned meta_size)
      : thread_group(Kind::Lanes, lanes, 0), meta_rank_(meta_rank), meta_size_(meta_size) {}

  unsigned meta_rank_;  ///< which of its parent's parts this is ...
  unsigned meta_size_;  ///< ... and of how many
};

/// A tile of 1 to 32 neighbours.
template <unsigned kSize>
class WarpTile : public LaneGroup {
  static_assert((kSize & (kSize - 1)) == 0 && kSize != 0, "a tile's size is a power of two");

 public:
  SIMT_DEVICE WarpTile(unsigned lanes, unsigned meta_rank, unsigned meta_size)
      : LaneGroup(lanes, meta_rank, meta_size) {}

  static constexpr unsigned num_threads() { return kSize; }
  static constexpr unsigned size() { return kSize; }
  static SIMT_DEVICE unsigned thread_rank() { return simt::thread_rank() % kSize; }

  template <class T>
  SIMT_INLINE T shfl(T value, int rank, simt::Site site = SIMT_HERE) const {
    return move(simt::Direction::Index, value, rank, site);
  }
  template <class T>
  SIMT_INLINE T shfl_up(T value, unsigned delta, simt::Site site = SIMT_HERE) const {
    return move(simt::Direction::Up, value, static_cast<int>(delta), site);
  }
  template <class T>
  SIMT_INLINE T shfl_down(T value, unsigned delta, simt::Site site = SIMT_HERE) const {
    return move(simt::Direction::Down, value, static_cast<int>(delta), site);
  }
  template <class T>
  SIMT_INLINE T shfl_xor(T value, unsigned ranks, simt::Site site = SIMT_HERE) const {
    return move(simt::Direction::Xor, value, static_cast<int>(ranks), site);
  }

 private:
  template <class T>
  SIMT_INLINE T
  move(simt::Direction direction, const T& value, int operand, simt::Site site) const {
    static_assert(sizeof(T) <= 32, "a tile moves values of up to 32 bytes");
    return simt::shuffle(direction, lanes_, value, operand, static_cast<int>(kSize), site);
  }
};

/// Threads of a warp that run together at some point of the program, or a part of those.
class coalesced_group : public LaneGroup {
 public:
  explicit SIMT_DEVICE coalesced_group(unsigned lanes,
                                       unsigned meta_rank = 0,
                                       unsigned meta_size = 1)
      : LaneGroup(lanes, meta_rank, meta_size) {}

  SIMT_DEVICE unsigned num_threads() const {
    return static_cast<unsigned>(__builtin_popcount(lanes_));
  }
  SIMT_DEVICE unsigned size() const { return num_threads(); }
  SIMT_DEVICE unsigned thread_rank() const { return simt::rank_in(lanes_, simt::lane_id()); }

  template <class T>
  SIMT_INLINE T shfl(T value, unsigned rank, simt::Site site = SIMT_HERE) const {
    return simt::shuffle_from(lanes_, value, simt::lane_of_rank(lanes_, rank), site);
  }
  /// Who would leave the group reads itself.
  template <class T>
  SIMT_INLINE T shfl_up(T value, unsigned delta, simt::Site site = SIMT_HERE) const {
    const unsigned rank = thread_rank();
    return shfl(value, delta <= rank ? rank - delta : rank, site);
  }
  template <class T>
  SIMT_INLINE T shfl_down(T value, unsigned delta, simt::Site site = SIMT_HERE) const {
    const unsigned rank = thread_rank();
    return shfl(value, delta < num_threads() - rank ? rank + delta : rank, site);
  }
};

SIMT_DEVICE coalesced_group coalesced_threads(simt::Site site = SIMT_HERE) {
  return coalesced_group(simt::active_mask(site));
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
