// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the processor refuses to do stops the launch.

namespace simt {

/// Prepares this OS thread, once.
void catch_faults();

}  // namespace simt
