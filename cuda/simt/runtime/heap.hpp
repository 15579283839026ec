// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Device memory: one reserved address range in which every allocation keeps its distance from the next.

#include <cstddef>
#include <cstdint>
#include <string>

#include "simt/core.hpp"
#include "simt/variables.hpp"

namespace simt {

/// One allocation, living or freed (kept while it is in quarantine).
struct Allocation {
  char* address = nullptr;
  std::size_t size = 0;     ///< as requested
  MemoryKind kind = MemoryKind::Device;
  const char* name = "";    ///< of a variable; else the call, e.g. "cudaMalloc"
  Site site = {};           ///< of the allocating call or the variable
  Site freed_at = {};       ///< of the call that freed it
  bool freed = false;
};

/// The reserved range [heap_begin, heap_begin + kHeapSize): 256-aligned allocations with guard zones of at least
/// 256 bytes between them, touched by nobody. Reserved on first use.
inline constexpr std::size_t kHeapSize = std::size_t{1} << 38;
extern char* const heap_begin;

/// The allocation (living, or freed and in quarantine) that `address` lies in; else the nearest one whose guard
/// zone it lies in (the one it overruns, if in doubt); else null.
const Allocation* find_allocation(const void* address);

/// Calls `visit(allocation)` for each living one, in the order they were made.
void for_each_allocation(void (*visit)(const Allocation&, void*), void* context);

}  // namespace simt
