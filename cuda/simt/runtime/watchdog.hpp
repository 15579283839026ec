// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Ends a program whose device thread waits for another in a way that the emulator cannot see.

#include "runtime/worker.hpp"

namespace simt {

/// While one lives: when a thread of the launch runs for 30 s and never waits or ends, the process ends with
/// status 87 and the advice to run checked (in fast mode a loop over a volatile variable looks like any other).
class Watch {
 public:
  /// Begins to watch.
  explicit Watch(const Launch& launch);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
};

/// From now on this worker is watched, too.
void watch(Worker& worker);

}  // namespace simt
