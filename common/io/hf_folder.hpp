// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/state_dict.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

/// @file
/// @ingroup io
/// @brief A Hugging Face model folder: config.json and weights in one file or in shards.

namespace warplight::io {

/// What load_hf_folder() found.
struct HfFolder {
  nlohmann::json config;  ///< config.json, an object
  StateDict weights;      ///< views of the mapped files, which they keep mapped
};

/// Reads `config.json` and `model.safetensors`, or, where that is missing, the shards that
/// `model.safetensors.index.json` lists. Throws InputError that names file and tensor for anything that
/// is missing or malformed, for a tensor that is not in the shard that the index names or is in a shard
/// that the index does not name, and for a shard outside the folder.
HfFolder load_hf_folder(const std::filesystem::path& folder);

}  // namespace warplight::io
