// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups: how groups are cut into smaller ones, and what can be asked of any group.

#include <cstdint>
#include <type_traits>
#include <utility>

#include "simt/groups/wide_tile.hpp"

namespace cooperative_groups {
inline namespace SIMT_MODE {

/// Tiles of kSize neighbours.
template <unsigned kSize, class Parent>
SIMT_DEVICE thread_block_tile<kSize, Parent> tiled_partition(const Parent& parent) {
  return thread_block_tile<kSize, Parent>(parent);
}

/// The caller alone.
SIMT_DEVICE thread_block_tile<1> this_thread() {
  return thread_block_tile<1>(1U << simt::lane_id(), 0, 1);
}

/// Parts of `size` threads (at most 32), neighbours by rank.
SIMT_DEVICE thread_group tiled_partition(const thread_group& parent, unsigned size) {
  const bool lanes = parent.kind_ == thread_group::Kind::Lanes;
  return {thread_group::Kind::Lanes,
          lanes ? simt::part_of(parent.lanes_, size) : simt::lanes_of_tile(size), 0};
}

SIMT_DEVICE thread_group tiled_partition(const thread_block& parent, unsigned size) {
  return tiled_partition(static_cast<const thread_group&>(parent), size);
}

SIMT_DEVICE coalesced_group tiled_partition(const coalesced_group& parent, unsigned size) {
  return coalesced_group(simt::part_of(parent.lanes(), size), parent.thread_rank() / size,
                         (parent.num_threads() + size - 1) / size);
}

/// Two groups: those with a true and those with a false predicate; one if all agree.
SIMT_DEVICE coalesced_group binary_partition(const LaneGroup& parent,
                                             bool predicate,
                                             simt::Site site = SIMT_HERE) {
  const simt::Ballot ballot = simt::vote(parent.lanes(), predicate ? 1 : 0, site);
  if (ballot.yes == ballot.voted || ballot.yes == 0) return coalesced_group(parent.lanes());
  return coalesced_group(predicate ? ballot.yes : parent.lanes() & ~ballot.yes, predicate ? 1 : 0,
                         2);
}

/// One group for each label, in the order of their first members.
template <class Label>
SIMT_DEVICE coalesced_group labeled_partition(const LaneGroup& parent,
                                              Label label,
                                              simt::Site site = SIMT_HERE) {
  if constexpr (std::is_same_v<Label, bool>) {
    return binary_partition(parent, label, site);
  } else {
    const unsigned members = simt::match(parent.lanes(), label, site).yes;
    const unsigned leader = static_cast<unsigned>(__builtin_ctz(members));
    const unsigned leaders =
        simt::vote(parent.lanes(), leader == simt::lane_id() ? 1 : 0, site).yes;
    return coalesced_group(members, simt::rank_in(leaders, leader),
                           static_cast<unsigned>(__builtin_popcount(leaders)));
  }
}

template <class Group>
SIMT_DEVICE void sync(const Group& group, simt::Site site = SIMT_HERE) {
  group.sync(site);
}

template <class Group>
SIMT_DEVICE auto thread_rank(const Group& group) {
  return group.thread_rank();
}

template <class Group>
SIMT_DEVICE auto group_size(const Group& group) {
  return group.num_threads();
}

/// One thread of the group, the first, calls `function`.
template <class Group, class Function, class... Arguments>
SIMT_DEVICE void invoke_one(const Group& group, Function&& function, Arguments&&... arguments) {
  if (group.thread_rank() == 0) {
    std::forward<Function>(function)(std::forward<Arguments>(arguments)...);
  }
}

/// The same; all threads get what it returned.
template <class Group, class Function, class... Arguments>
SIMT_DEVICE auto invoke_one_broadcast(const Group& group,
                                      Function&& function,
                                      Arguments&&... arguments) {
  std::decay_t<decltype(function(std::forward<Arguments>(arguments)...))> result{};
  if (group.thread_rank() == 0) {
    result = std::forward<Function>(function)(std::forward<Arguments>(arguments)...);
  }
  return group.shfl(result, 0);
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
