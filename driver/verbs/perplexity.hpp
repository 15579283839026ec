// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `perplexity`: how surprised the model is by a text.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
void add_perplexity(CLI::App& app);

}  // namespace warplight::driver
