// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Arithmetic on sets of lanes: what groups inside a warp are made of.

#include "simt/core.hpp"
#include "simt/warp.hpp"

namespace simt {
inline namespace SIMT_MODE {

/// The `size` lanes (a power of two) around the caller's own.
SIMT_DEVICE unsigned lanes_of_tile(unsigned size) {
  const unsigned first = lane_id() & ~(size - 1);
  return (size >= 32 ? ~0U : (1U << size) - 1) << (first & 31);
}

/// How many lanes of `group` come before `lane`.
SIMT_DEVICE unsigned rank_in(unsigned group, unsigned lane) {
  return static_cast<unsigned>(__builtin_popcount(group & ((1U << lane) - 1)));
}

/// The lane of `group` with that rank; the caller's own if there is none.
SIMT_DEVICE int lane_of_rank(unsigned group, unsigned rank) {
  if (rank >= static_cast<unsigned>(__builtin_popcount(group))) return static_cast<int>(lane_id());
  for (; rank != 0; --rank) group &= group - 1;
  return __builtin_ctz(group);
}

/// `lanes` with one bit for each rank of `group` in place of one for each lane.
SIMT_DEVICE unsigned pack_lanes(unsigned group, unsigned lanes) {
  unsigned packed = 0;
  for (unsigned rank = 0; group != 0; ++rank) {
    if ((lanes >> next_lane(group) & 1U) != 0) packed |= 1U << rank;
  }
  return packed;
}

/// The lanes of `group` that share the caller's part when it is cut into parts of `size`.
SIMT_DEVICE unsigned part_of(unsigned group, unsigned size) {
  unsigned rest = rank_in(group, lane_id()) / size * size;
  unsigned part = 0;
  for (unsigned lanes = group; lanes != 0 && size != 0;) {
    const int lane = next_lane(lanes);
    if (rest != 0) {
      --rest;
    } else {
      part |= 1U << lane;
      --size;
    }
  }
  return part;
}

}  // namespace SIMT_MODE
}  // namespace simt
