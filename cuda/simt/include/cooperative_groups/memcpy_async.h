// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups::memcpy_async: the threads of a group copy together, each its share; each call is one
///        group of copies for wait_prior().

#include <cstddef>

#include "cooperative_groups.h"
#include "simt/async_copy.hpp"
#include "simt/cuda/scope.hpp"

namespace cooperative_groups {
inline namespace SIMT_MODE {

/// Copies `size` bytes.
template <class Group, class T>
SIMT_DEVICE void memcpy_async(const Group& group, T* to, const T* from, std::size_t size) {
  simt::issue_share(nullptr, to, from, size, static_cast<std::size_t>(group.thread_rank()),
                    static_cast<std::size_t>(group.num_threads()), SIMT_PC);
  simt::commit_copies();
}

template <class Group, class T, std::size_t kAlignment>
SIMT_DEVICE void memcpy_async(const Group& group,
                              T* to,
                              const T* from,
                              cuda::aligned_size_t<kAlignment> size) {
  simt::issue_share(nullptr, to, from, size.value, static_cast<std::size_t>(group.thread_rank()),
                    static_cast<std::size_t>(group.num_threads()), SIMT_PC);
  simt::commit_copies();
}

/// Copies as many elements as both sides have.
template <class Group, class T, class ToCount, class FromCount>
SIMT_DEVICE void memcpy_async(const Group& group,
                              T* to,
                              const ToCount& to_count,
                              const T* from,
                              const FromCount& from_count) {
  const auto wanted = static_cast<std::size_t>(to_count);
  const auto there = static_cast<std::size_t>(from_count);
  simt::issue_share(nullptr, to, from, sizeof(T) * (wanted < there ? wanted : there),
                    static_cast<std::size_t>(group.thread_rank()),
                    static_cast<std::size_t>(group.num_threads()), SIMT_PC);
  simt::commit_copies();
}

/// The copies of all threads land, all but those of the newest kNewer calls.
template <unsigned kNewer, class Group>
SIMT_DEVICE void wait_prior(const Group& group, simt::Site site = SIMT_HERE) {
  simt::wait_copies(kNewer);
  group.sync(site);
}

template <class Group>
SIMT_DEVICE void wait(const Group& group, simt::Site site = SIMT_HERE) {
  wait_prior<0>(group, site);
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
