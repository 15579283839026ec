// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The books of a block: who is in it, who has ended.

#include "runtime/worker.hpp"

namespace simt {

// What the program sees as const (simt/core.hpp).
extern __thread uint3 thread_index __asm__("threadIdx");
extern __thread uint3 block_index __asm__("blockIdx");
extern __thread dim3 block_dimensions __asm__("blockDim");
extern __thread dim3 grid_dimensions __asm__("gridDim");

/// Gives `block` the shape of `launch`: done once for all blocks of the launch that its worker runs.
void prepare(Block& block, Launch& launch);

/// Block number `rank` of the grid is about to start.
void begin(Block& block, std::uint64_t rank);

/// Takes back the stacks of threads that a fault left in the middle.
void abandon_threads(Block& block);

}  // namespace simt
