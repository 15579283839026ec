// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How the emulator's own device functions (atomics, __ldg, ldmatrix, asynchronous copies ...) tell the
///        checkers and counters what they do to the user's memory. Nothing in fast mode.

#include <cstddef>
#include <cstdint>

#include "simt/core.hpp"

namespace simt {

/// What an access does.
enum class Access : std::uint8_t { Read, Write, Atomic };

/// Flags of an access.
enum AccessFlags : unsigned {
  kPlain = 0,
  kVolatile = 1,
  kBlockScope = 2,  ///< an atomic seen by its block only (atomicAdd_block, thread_scope_block)
  kRange = 4,       ///< a struct copy: padding may be uninitialised
  kAcquire = 8,     ///< cuda::atomic_ref and friends, by their memory order
  kRelease = 16,
  kAtomicLoad = 32,   ///< an atomic that only reads
  kAtomicStore = 64,  ///< an atomic that only writes
  kUncounted =
      128  ///< an object of CUDA's (a barrier): the checkers watch it, no counter counts it
};

/// Called before the access happens, with the program counter of the user's code; may not return (the launch
/// is stopped by a fault).
void note_access(
    const void* address, std::size_t size, Access access, unsigned flags, const void* pc);

}  // namespace simt

#ifdef SIMT_CHECKED
// What the rewriter puts in place of memcpy and its like.
extern "C" {
/// memcpy in a checked kernel: its two ranges are checked and counted.
void* simt_memcpy(void* to, const void* from, std::size_t size);
/// Likewise.
void* simt_memmove(void* to, const void* from, std::size_t size);
/// Likewise.
void* simt_memset(void* to, int value, std::size_t size);
/// Likewise.
int simt_memcmp(const void* a, const void* b, std::size_t size);
}
/// For use in SIMT_DEVICE functions that user code calls directly: their return address is the user's.
#define SIMT_NOTE(address, size, access, flags) \
  ::simt::note_access((address), (size), (access), (flags), __builtin_return_address(0))
#else
#define SIMT_NOTE(address, size, access, flags) ((void)0)
#endif

/// In a SIMT_DEVICE function that user code calls directly: where it was called.
#define SIMT_PC __builtin_return_address(0)
