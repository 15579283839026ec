// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Copies and memsets of the host, as far as they race with launches.

#include <vector>

#include "runtime/check/findings.hpp"
#include "runtime/check/race.hpp"

namespace simt::check {

/// One side of a copy or memset that the host asked for.
struct HostCopy {
  std::uintptr_t begin;
  std::size_t size;
  bool write;
  unsigned operation;
  Site site;
  const char* call;
};

/// Finds the copies that are not ordered before the launch, for compare_with_copies().
void begin_launch_copies(const LaunchState& launch);
/// Reports a race of the access with such a copy.
void compare_with_copies(Thread& thread, const AccessInfo& info);
/// Reports races of the copy with launches and copies that are not ordered before it, and remembers it.
void check_copy_races(const HostCopy& copy);

}  // namespace simt::check
