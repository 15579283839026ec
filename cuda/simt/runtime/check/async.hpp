// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Asynchronous copies: what may not be touched until they have landed.

#include "runtime/check/race.hpp"

namespace simt::check {

/// Some byte of the access is marked: reports async_race if it is a destination, or a source that is written.
void check_pending_copies(Thread& thread, const AccessInfo& info);

/// The block ends; copies that its threads did not wait for have landed.
void forget_pending_copies(const BlockState& block);

}  // namespace simt::check
