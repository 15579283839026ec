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
