// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `check`: golden cases, compared with what PyTorch and Hugging Face computed.

namespace warplight::driver {

/// Adds the verb. It runs when it is parsed, and ends with CLI::RuntimeError of the exit status unless all
/// passed: 1 if a case failed or a backend lacks its op, 2 if a file cannot be read.
void add_check(CLI::App& app);

}  // namespace warplight::driver
