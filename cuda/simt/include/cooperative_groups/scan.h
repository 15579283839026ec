// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups::inclusive_scan and exclusive_scan, by shuffles in CUDA's order.

#include <type_traits>

#include "cooperative_groups/reduce.h"

namespace cooperative_groups {
inline namespace SIMT_MODE {

/// In a group inside a warp.
template <class Group, class T, class Op>
SIMT_DEVICE T scan_lanes(const Group& group, const T& value, Op&& op, simt::Site site) {
  T result = value;
  for (unsigned distance = 1; distance < group.num_threads(); distance *= 2) {
    const T earlier = group.shfl_up(result, distance, site);
    if (distance <= group.thread_rank()) result = op(result, earlier);
  }
  return result;
}

/// In a tile of several warps: each scans its own, then adds the totals of those before it.
template <unsigned kSize, class T, class Op>
SIMT_DEVICE T scan_warps(const WideTile<kSize>& tile, const T& value, Op&& op, simt::Site site) {
  const unsigned warp = tile.thread_rank() / 32;
  const T own = scan_lanes(WarpTile<32>(~0U, 0, 1), value, op, site);
  const T earlier = tile.fold_warps(own, warp * 32, op, site);
  return warp == 0 ? own : op(own, earlier);
}

/// Folds the values up to the caller's own.
template <class Group, class T, class Op>
SIMT_INLINE T inclusive_scan(const Group& group, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const T& own = value;
  if constexpr (std::is_base_of_v<LaneGroup, Group>) {
    return scan_lanes(group, own, op, site);
  } else {
    return scan_warps(group, own, op, site);
  }
}

template <class Group, class T>
SIMT_INLINE T inclusive_scan(const Group& group, T value, simt::Site site = SIMT_HERE) {
  return inclusive_scan(group, value, plus<T>(), site);
}

/// What the thread before has; T() for the first.
template <class Group, class T>
SIMT_DEVICE T shift_up(const Group& group, const T& scanned, simt::Site site) {
  const unsigned rank = static_cast<unsigned>(group.thread_rank());
  T before;
  if constexpr (std::is_base_of_v<LaneGroup, Group>) {
    before = group.shfl_up(scanned, 1, site);
  } else {
    before = group.shfl(scanned, rank == 0 ? 0 : rank - 1, site);
  }
  return rank == 0 ? T() : before;
}

/// What an inclusive scan says of the threads before the caller's own. Sums of integers need no shuffle.
template <class Group, class T, class Op>
SIMT_DEVICE T
without_own(const Group& group, const T& scanned, const T& own, Op&&, simt::Site site) {
  if constexpr (std::is_integral_v<T> && std::is_same_v<std::decay_t<Op>, plus<T>>) {
    return static_cast<T>(scanned - own);
  } else {
    return shift_up(group, scanned, site);
  }
}

/// Folds the values before the caller's own; the first thread gets T().
template <class Group, class T, class Op>
SIMT_INLINE T exclusive_scan(const Group& group, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const T own = value;
  return without_own(group, inclusive_scan(group, own, op, site), own, op, site);
}

template <class Group, class T>
SIMT_INLINE T exclusive_scan(const Group& group, T value, simt::Site site = SIMT_HERE) {
  return exclusive_scan(group, value, plus<T>(), site);
}

/// Folds the group's total into `target` (a cuda::atomic or atomic_ref); what was there before, for all threads.
template <class Group, class Atomic, class T, class Op>
SIMT_DEVICE T
add_total(const Group& group, Atomic& target, const T& scanned, Op&& op, simt::Site site) {
  const unsigned last = static_cast<unsigned>(group.num_threads()) - 1;
  T before = scanned;
  if (group.thread_rank() == last) before = update_atomic(target, scanned, op);
  return group.shfl(before, last, site);
}

/// The scan goes on from what `target` held, and leaves the total there.
template <class Group, class Atomic, class T, class Op>
SIMT_INLINE T inclusive_scan_update(
    const Group& group, Atomic&& target, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const auto scanned = inclusive_scan(group, value, op, site);
  return op(add_total(group, target, scanned, op, site), scanned);
}

template <class Group, class Atomic, class T>
SIMT_INLINE T
inclusive_scan_update(const Group& group, Atomic&& target, T value, simt::Site site = SIMT_HERE) {
  return inclusive_scan_update(group, target, value, plus<T>(), site);
}

template <class Group, class Atomic, class T, class Op>
SIMT_INLINE T exclusive_scan_update(
    const Group& group, Atomic&& target, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const T own = value;
  const auto scanned = inclusive_scan(group, own, op, site);
  const auto before = add_total(group, target, scanned, op, site);
  const auto earlier = without_own(group, scanned, own, op, site);
  return group.thread_rank() == 0 ? before : op(before, earlier);
}

template <class Group, class Atomic, class T>
SIMT_INLINE T
exclusive_scan_update(const Group& group, Atomic&& target, T value, simt::Site site = SIMT_HERE) {
  return exclusive_scan_update(group, target, value, plus<T>(), site);
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
