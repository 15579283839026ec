// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What is said when no thread can go on.

#include "runtime/machine.hpp"

namespace simt {

/// Says which threads of `block` wait for what and stops the launch with cudaErrorLaunchTimeout (702).
void report_deadlock(Block& block);

}  // namespace simt
