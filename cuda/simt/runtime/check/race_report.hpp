// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief From a conflict of two accesses to a finding.

#include "runtime/check/race.hpp"

namespace simt::check {

/// An earlier access that did not come before.
struct Conflict {
  Key key;
  unsigned rank;
  std::uint32_t pc;
  unsigned flags;  ///< RoleFlags
  unsigned size;
  bool write;
};

void report_race(Thread& thread, const AccessInfo& info, const Conflict& conflict);
/// Two stores: a race unless the second leaves memory as it was.
void suspect(Thread& thread, const AccessInfo& info, const Conflict& conflict);

}  // namespace simt::check
