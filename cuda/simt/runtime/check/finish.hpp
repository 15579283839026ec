// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The beginning and the end of a checked program.

namespace simt::check {

/// Called at the end of the program, before results are written.
using EndListener = void (*)();
void add_end_listener(EndListener listener);

/// A launch was stopped: what is not freed after it is no leak.
void note_launch_fault();

}  // namespace simt::check
