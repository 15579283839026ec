// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `check`: golden cases, compared with what PyTorch and Hugging Face computed.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
/// @param app    the command line
/// @param status becomes the exit status: 0 if all passed, 1 if a case failed or a backend lacks its op,
///               2 if a file cannot be read. Has to outlive the parsing.
void add_check(CLI::App& app, int& status);

}  // namespace warplight::driver
