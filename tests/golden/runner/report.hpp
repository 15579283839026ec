// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/golden/runner/run.hpp"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// @file
/// @ingroup golden
/// @brief Results as lines for a reader and as JSON for a program.

namespace warplight::golden {

/// "PASS reference <op>  <file>  max|err| 3.1e-07  (out.output)"; for an Error, "ERROR <file>: ...".
std::string line(const Result& result);

/// A list of {"file", "op", "backend", "status", "max_abs_err", "max_share", "at", "compared",
/// "message"}; what does not apply is null.
nlohmann::json to_json(const std::vector<Result>& results);

}  // namespace warplight::golden
