// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief From sources to objects to a program.

#include <string>

#include "simtcc/options.hpp"

namespace simt::driver {

/// Compiles what is to be compiled, several files at once, and links unless -c was given. Temporary files go to
/// `folder`. The program is `program`. Returns simtcc's exit status: 0, or 1 if a compiler complained.
int build(const Options& options, const std::string& folder, const std::string& program);

}  // namespace simt::driver
