// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief A stack that can be left and entered again: Boost.Context behind one small header.

#include "simt/core.hpp"

namespace simt {

/// A stack and the place where it was left. A worker's own stack is one, too, without memory of ours.
struct Fiber : Stack {
  char* top = nullptr;  ///< where it begins; it grows down
};

/// What every new fiber runs; it never returns. Defined by the scheduler.
[[noreturn]] void fiber_main();

/// A new stack that runs fiber_main() once it is entered.
Fiber* new_fiber();

/// The same for a stack that was left for good.
void restart_fiber(Fiber& fiber);

}  // namespace simt
