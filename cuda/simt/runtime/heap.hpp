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
  char* address = nullptr;               ///< of its first byte
  std::size_t size = 0;                  ///< as requested
  MemoryKind kind = MemoryKind::Device;  ///< where it came from
  const char* name = "";                 ///< of a variable; else the call, e.g. "cudaMalloc"
  Site site = {};                        ///< of the allocating call or the variable
  Site freed_at = {};                    ///< of the call that freed it
  bool freed = false;                    ///< it is in quarantine
};

/// The reserved range [heap_begin, heap_begin + kHeapSize): 256-aligned allocations with guard zones of at least
/// 256 bytes between them, touched by nobody. Reserved on first use.
inline constexpr std::size_t kHeapSize = std::size_t{1} << 38;
/// Its first byte.
extern char* const heap_begin;

/// Whether `address` is in the reserved range.
inline bool in_heap(const void* address) {
  return address >= heap_begin && address < heap_begin + kHeapSize;
}

/// The allocation (living, or freed and in quarantine) that `address` lies in; else the nearest one whose guard
/// zone it lies in (the one it overruns, if in doubt); else null.
const Allocation* find_allocation(const void* address);

/// The living allocation whose bytes `address` is among; null if there is none.
const Allocation* living_allocation(const void* address);

/// Whether an allocation's bytes are memory of the device alone, which the host may not touch.
inline bool device_only(const Allocation& allocation) {
  return allocation.kind == MemoryKind::Device || allocation.kind == MemoryKind::Variable ||
         allocation.kind == MemoryKind::Constant;
}

/// New memory at a multiple of 256, `guard` bytes (at least 256, at most 1 GiB) away from its neighbours; null
/// if the device's memory does not suffice.
void* allocate(
    std::size_t size, MemoryKind kind, const char* call, Site site, std::size_t guard = 0);

/// What came of freeing an address.
enum class Freed : std::uint8_t { Done, Twice, Unknown };

/// Frees what allocate() returned, if it is of a kind that `allowed` names (a bit for each MemoryKind). Its pages
/// are given back at once; its addresses are not used again while less than 256 MiB were freed after it.
Freed release(void* address, unsigned allowed, Site site);

/// Makes a freed allocation that is still in quarantine living again, at its address; false if it is not.
bool revive(void* address, Site site);

/// Memory of others that device code may use: variables, registered host memory.
void add_foreign(const Allocation& allocation);
/// False if there is no such living one at exactly this address.
bool remove_foreign(const void* address, Site site);

/// Frees all memory of the heap (cudaDeviceReset); the checkers are not told.
void release_all();

/// Bytes of device and managed memory that are in use.
std::size_t device_bytes_used();

/// Calls `visit(allocation)` for each living one, in the order they were made.
void for_each_allocation(void (*visit)(const Allocation&, void*), void* context);

}  // namespace simt
