// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `chat`: the model answers, token by token.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
void add_chat(CLI::App& app);

}  // namespace warplight::driver
