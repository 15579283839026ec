// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// @ingroup driver
/// @brief What the program's exit status says; the same for every verb.

/// @defgroup driver Driver
/// @brief The program behind ./warplight: one file per verb.

namespace warplight::driver {

/// Exit statuses; 130 after Ctrl-C comes from the shell.
enum class ExitStatus {
  Good = 0,
  VerdictNegative = 1,  ///< something was checked and found wrong
  BadInput = 2,         ///< bad usage, or a file that cannot be used
  SetupImpossible = 3   ///< the machine lacks something
};

}  // namespace warplight::driver
