// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The gate: how many blocks run at once, and which goes on when one has to wait for another.

#include "runtime/machine.hpp"

namespace simt {

/// Runs all blocks of `launch`, this OS thread and others taking them in turn; returns when all have ended.
void run_grid(Launch& launch);

/// Called when no thread of `block` can run: makes some ready, if need be after other blocks have run, and
/// returns true; or false when the block has to be given up (a fault elsewhere, or a deadlock, which it reports).
bool find_work(Block& block);

/// How many blocks may run at once: SIMT_WORKERS, else the number of cores; one in a checked program.
unsigned worker_limit();

}  // namespace simt
