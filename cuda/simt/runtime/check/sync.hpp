// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The beginning of order in a block and in a launch.

#include "runtime/check/state.hpp"

namespace simt::check {

/// The block's threads get their first keys; what earlier blocks released into its shared memory is forgotten.
void begin_block_order(BlockState& block);
/// What earlier launches released is forgotten: they came before anyway.
void forget_releases();

}  // namespace simt::check
