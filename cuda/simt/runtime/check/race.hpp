// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The race checker: who accessed each byte last, and whether that came before.

#include <cstddef>
#include <cstdint>

#include "runtime/check/shadow.hpp"
#include "runtime/check/state.hpp"

namespace simt::check {

/// One access of one thread, as the checkers see it.
struct AccessInfo {
  std::uintptr_t address;
  std::size_t size;
  std::uintptr_t pc;
  Access access;
  unsigned flags;  ///< AccessFlags
  const Space* space;
  bool shared;
};

/// The tag of a cell's lanes that read.
inline std::uint64_t tag_of(const Cell& cell, const CellDetails& details) {
  return (cell.read_key & ~kMarked) | std::uint64_t{details.readers} << 32;
}

/// Makes the readers with the tag of `info` the cell's, the current thread the first of them. Those it had become the
/// other ones, unless both are current: then the first and the last are kept. Readers that came before by fences
/// alone count as current.
void change_reader(Cell& cell,
                   CellDetails& details,
                   const ThreadState& thread,
                   std::uint64_t tag,
                   Key threshold,
                   std::size_t size,
                   std::uintptr_t pc);

/// The way an access takes part in races.
unsigned role_flags_of(const AccessInfo& info);
bool is_write(const AccessInfo& info);

/// Compares with earlier accesses, reports races, and remembers the access.
void check_race(Thread& thread, const AccessInfo& info);
/// Compares only.
void compare_only(Thread& thread, const AccessInfo& info);

/// A store that leaves memory as another thread's store left it is no race. Whether it does is seen when it has
/// happened: by the time of the next accesses. Called before each of them while kSuspicion is set.
void settle_if_stored(Thread& thread, bool is_read);
/// Another thread runs, or the launch ends: the store has happened.
void settle_suspicion();

}  // namespace simt::check
