// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup cuda
/// @brief cp.async: copies from global to shared memory that run while the thread goes on (sm_80).
///        cp_async_commit() closes a group, cp_async_wait<N>() waits for all groups of the thread but the newest N;
///        the other threads of the block see the data after the next __syncthreads().

#ifdef __SIMT__
#include "simt/async_copy.hpp"
#endif

namespace warplight::cuda {

#ifdef __SIMT__

using ::simt::cp_async16;
using ::simt::cp_async4;
using ::simt::cp_async8;
using ::simt::cp_async_commit;
using ::simt::cp_async_wait;

#else

/// The 32-bit address of shared memory that PTX wants.
__device__ inline unsigned shared_address(const void* shared) {
  return static_cast<unsigned>(__cvta_generic_to_shared(shared));
}

/// Copies 16 bytes past the L1 cache. Where not `valid`, writes zeros and leaves `from` alone (but it must be an
/// address): tails of rows need no branch.
__device__ inline void cp_async16(void* to, const void* from, bool valid = true) {
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(shared_address(to)),
               "l"(__cvta_generic_to_global(from)), "r"(valid ? 16 : 0)
               : "memory");
}

/// The same for 8 bytes, through the L1 cache.
__device__ inline void cp_async8(void* to, const void* from, bool valid = true) {
  asm volatile("cp.async.ca.shared.global [%0], [%1], 8, %2;" ::"r"(shared_address(to)),
               "l"(__cvta_generic_to_global(from)), "r"(valid ? 8 : 0)
               : "memory");
}

/// The same for 4 bytes.
__device__ inline void cp_async4(void* to, const void* from, bool valid = true) {
  asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(shared_address(to)),
               "l"(__cvta_generic_to_global(from)), "r"(valid ? 4 : 0)
               : "memory");
}

/// Closes the group of copies issued since the last commit; it may be empty.
__device__ inline void cp_async_commit() { asm volatile("cp.async.commit_group;" ::: "memory"); }

/// Waits until at most the newest kNewer groups of this thread are under way.
template <int kNewer>
__device__ inline void cp_async_wait() {
  asm volatile("cp.async.wait_group %0;" ::"n"(kNewer) : "memory");
}

#endif

}  // namespace warplight::cuda
