// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Asynchronous copies (cp.async and what is made of it). The destination holds poison (0xFF) from the issue
///        to the wait that covers it; only then are the bytes read and written, as late as the rules allow.

#include <cstddef>
#include <cstdint>

#include "simt/access.hpp"

namespace simt {

/// Starts a copy of `size` bytes, followed by `zeros` bytes of zero at the destination. It belongs to the group
/// that the thread's next commit_copies() closes.
void issue_copy(void* to, const void* from, std::size_t size, std::size_t zeros, const void* pc);

/// The same for a copy that lands when the current phase of `barrier` (of this block) completes.
void issue_copy_for(
    const void* barrier, void* to, const void* from, std::size_t size, const void* pc);

/// Closes the group of copies issued since the last call; it may be empty.
void commit_copies();

/// The caller's committed groups land, all but the newest `newer`.
void wait_copies(unsigned newer);

/// All of the caller's copies land, committed or not (cp.async.wait_all).
void wait_all_copies();

inline namespace SIMT_MODE {

/// How many bytes cp.async moves at once, given where a copy begins and ends and what the caller promises: 16, 8,
/// 4, else 1.
SIMT_DEVICE std::size_t copy_unit(const void* to, const void* from, std::size_t size) {
  const auto bits =
      reinterpret_cast<std::uintptr_t>(to) | reinterpret_cast<std::uintptr_t>(from) | size;
  if (bits % 16 == 0) return 16;
  if (bits % 8 == 0) return 8;
  return bits % 4 == 0 ? 4 : 1;
}

/// The caller's share of a copy that `threads` threads make together: every `threads`-th unit. `barrier` is null
/// for a copy that belongs to a group.
SIMT_DEVICE void issue_share(const void* barrier,
                             void* to,
                             const void* from,
                             std::size_t size,
                             std::size_t rank,
                             std::size_t threads,
                             const void* pc) {
  const std::size_t unit = copy_unit(to, from, size);
  for (std::size_t at = rank * unit; at < size; at += threads * unit) {
    char* target = static_cast<char*>(to) + at;
    const char* source = static_cast<const char*>(from) + at;
    if (barrier == nullptr) {
      issue_copy(target, source, unit, 0, pc);
    } else {
      issue_copy_for(barrier, target, source, unit, pc);
    }
  }
}

// --- what cuda/primitives calls in the emulator -------------------------------------------------------------

/// Copies 16, 8 or 4 bytes; writes zeros where not `valid`, and then leaves the source alone.
SIMT_DEVICE void cp_async16(void* to, const void* from, bool valid = true) {
  issue_copy(to, from, valid ? 16 : 0, valid ? 0 : 16, SIMT_PC);
}
SIMT_DEVICE void cp_async8(void* to, const void* from, bool valid = true) {
  issue_copy(to, from, valid ? 8 : 0, valid ? 0 : 8, SIMT_PC);
}
SIMT_DEVICE void cp_async4(void* to, const void* from, bool valid = true) {
  issue_copy(to, from, valid ? 4 : 0, valid ? 0 : 4, SIMT_PC);
}
SIMT_DEVICE void cp_async_commit() { commit_copies(); }
template <int kNewer>
SIMT_DEVICE void cp_async_wait() {
  wait_copies(kNewer);
}

}  // namespace SIMT_MODE
}  // namespace simt
