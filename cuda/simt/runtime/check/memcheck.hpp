// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Bounds, alignment, lifetime and initialisation of what device code accesses.

#include "runtime/check/race.hpp"

namespace simt::check {

/// Checks an access whose bytes are not all written: faults end the launch (and do not return), reads of unwritten
/// bytes are reported, writes mark their bytes.
void check_state(Thread& thread, const AccessInfo& info);

/// An access at an address that its size does not divide. Does not return if memcheck runs.
void misaligned(Thread& thread, const AccessInfo& info);

/// Global memory outside the heap and the image: registered host memory, the launch's arguments; else a fault.
/// Null: the access needs no checks.
const Space* classify(Thread& thread, const AccessInfo& info);

}  // namespace simt::check
