// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `logits`: what the model says about every next token of a given text, to a file.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
void add_logits(CLI::App& app);

}  // namespace warplight::driver
