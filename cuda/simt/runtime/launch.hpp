// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Starting kernels, as the runtime API does it.

#include "runtime/machine.hpp"

namespace simt {

/// Makes the launch that configure() has prepared last a cooperative one.
void make_cooperative();

/// Launches that ran so far.
unsigned launches_run();

}  // namespace simt
