// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `tokenize`: text to token ids, a JSON array a line.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
void add_tokenize(CLI::App& app);

}  // namespace warplight::driver
