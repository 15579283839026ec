// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the runtime API tells the checkers of memory; nothing in a fast program.

#include "runtime/check/events.hpp"
#include "runtime/heap.hpp"
#include "runtime/launch.hpp"

namespace simt::api {

/// Memory at `address` was allocated.
inline void tell_allocated(const void* address) {
  if (!checked) return;
  const CheckerTurn turn;
  check::allocated(*find_allocation(address));
}

/// Memory at `address` was freed, and is in quarantine.
inline void tell_freed(const void* address) {
  if (!checked) return;
  const CheckerTurn turn;
  check::freed(*find_allocation(address));
}

}  // namespace simt::api
