// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What a device thread asks of its machine: clocks, sleep, traps, and in which memory an address lies.

#include <cstdint>

#include "simt/atomic_update.hpp"
#include "simt/core.hpp"
#include "simt/inline.hpp"
#include <time.h>

namespace simt {

/// The C library's clock(), under another name.
extern clock_t host_clock() __asm__("clock");

/// `%globaltimer`: nanoseconds, the same for all blocks.
std::uint64_t global_timer();

/// Whether the address lies in the memory shared by the caller's block, in a thread's stack, in a `__constant__`
/// variable, or in what all threads can reach.
bool is_shared(const void* address);
bool is_local(const void* address);
bool is_constant(const void* address);
bool is_global(const void* address);

/// Ends the launch with a sticky error, as a fault of the calling thread.
[[noreturn]] void trap(int error);

}  // namespace simt

/// Time stamps of the processor. In host code clock() is the C library's.
SIMT_INLINE long long int clock64() { return static_cast<long long int>(__builtin_ia32_rdtsc()); }
// gnu_inline: a body for callers in this translation unit; the symbol stays the C library's.
extern "C" inline __attribute__((always_inline, gnu_inline)) clock_t clock() noexcept {
  return ::simt::in_kernel() ? static_cast<clock_t>(clock64()) : ::simt::host_clock();
}

SIMT_INLINE void __nanosleep(unsigned int, ::simt::Site site = SIMT_HERE) { ::simt::pause(site); }

// cudaErrorLaunchFailure.
[[noreturn]] SIMT_INLINE void __trap() { ::simt::trap(719); }
SIMT_INLINE void __brkpt() { __asm__ __volatile__("int3"); }
SIMT_INLINE void __prof_trigger(int) {}

SIMT_INLINE unsigned int __isShared(const void* address) { return ::simt::is_shared(address); }
SIMT_INLINE unsigned int __isLocal(const void* address) { return ::simt::is_local(address); }
SIMT_INLINE unsigned int __isConstant(const void* address) { return ::simt::is_constant(address); }
SIMT_INLINE unsigned int __isGlobal(const void* address) { return ::simt::is_global(address); }
SIMT_INLINE unsigned int __isGridConstant(const void* address) { return ::simt::is_local(address); }

// An address in shared memory is its distance from where dynamic shared memory begins (modulo 2^32: static shared
// variables may lie before it). Other memory has the same addresses everywhere.
SIMT_INLINE std::size_t __cvta_generic_to_shared(const void* address) {
  const auto offset = static_cast<const char*>(address) - ::simt::dynamic_shared;
  return static_cast<std::uint32_t>(offset);
}
SIMT_INLINE void* __cvta_shared_to_generic(std::size_t offset) {
  return ::simt::dynamic_shared + static_cast<std::int32_t>(static_cast<std::uint32_t>(offset));
}
#define SIMT_SAME_ADDRESS(space)                                           \
  SIMT_INLINE std::size_t __cvta_generic_to_##space(const void* address) { \
    return reinterpret_cast<std::size_t>(address);                         \
  }                                                                        \
  SIMT_INLINE void* __cvta_##space##_to_generic(std::size_t address) {     \
    return reinterpret_cast<void*>(address);                               \
  }
SIMT_SAME_ADDRESS(global)
SIMT_SAME_ADDRESS(local)
SIMT_SAME_ADDRESS(constant)
SIMT_SAME_ADDRESS(grid_constant)
#undef SIMT_SAME_ADDRESS

// nvcc's hints to the optimiser, in g++'s words.
#define __builtin_assume(condition)            \
  do {                                         \
    if (!(condition)) __builtin_unreachable(); \
  } while (false)
#define __assume(condition) __builtin_assume(condition)
