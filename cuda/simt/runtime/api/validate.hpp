// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which launches the runtime refuses.

#include "runtime/machine.hpp"

namespace simt {

/// Whether `launch` may begin: its grid, block, shared memory and stream are possible, and the context is whole.
/// If not, the error is where cudaGetLastError finds it.
bool validate_launch(const Launch& launch);

}  // namespace simt
