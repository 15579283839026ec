// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/state_dict.hpp"

#include <nlohmann/json.hpp>

/// @file
/// @brief A Llama of a few thousand random weights, for properties that hold whatever the weights.

namespace warplight {

/// Its config.json: two layers, 4 query heads on 2 key heads of 6 (not hidden / heads), 23 tokens.
nlohmann::json small_llama_config();

/// Weights for a config like that one, F64 (so that properties hold to the last digits).
io::StateDict small_llama_weights(const nlohmann::json& config);

}  // namespace warplight
