// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief `speed`: tokens per second of prefill and decode, as JSON for benchmarks.

namespace warplight::driver {

/// Adds the verb; it runs when it is parsed.
void add_speed(CLI::App& app);

}  // namespace warplight::driver
