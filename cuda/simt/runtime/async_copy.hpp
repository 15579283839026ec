// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime's side of asynchronous copies (simt/async_copy.hpp).

#include "runtime/machine.hpp"

namespace simt {

/// The thread exits: its copies land.
void finish_copies(Thread& thread);

/// A phase of `barrier` completes: the copies of all threads of the block that wait for it land.
void land_copies_of(const void* barrier, Block& block);

/// For the checkers: a thread exits whose copies a phase of `barrier` waits for; they have landed and are part of it.
void release_into_barrier(Thread& thread, const void* barrier);

}  // namespace simt
