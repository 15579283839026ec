// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Starting kernels, as the runtime API does it.

#include <mutex>

#include "runtime/machine.hpp"

namespace simt {

/// Makes the launch that configure() has prepared last a cooperative one.
void make_cooperative();

/// Launches that ran so far.
unsigned launches_run();

/// Held while a grid runs, and while another host thread tells the checkers something.
std::recursive_mutex& one_at_a_time();

/// In a checked program, a host thread's turn to speak to the checkers, which have no locks of their own.
class CheckerTurn {
 public:
  CheckerTurn() : lock_(one_at_a_time(), std::defer_lock) {
    // Device code has the turn already.
    if (checked && !in_kernel()) lock_.lock();
  }

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

}  // namespace simt
