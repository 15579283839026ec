// SPDX-License-Identifier: Apache-2.0
#include "common/io/hf_folder.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/json_reader.hpp"
#include "common/io/safetensors.hpp"

#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

namespace warplight::io {
namespace {

namespace fs = std::filesystem;

// Names of tensors by the shard that holds them.
using Shards = std::map<std::string, std::set<std::string>>;

// A shard is a file of the folder itself. (It may be a link: so Hugging Face's cache keeps them.)
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == std::string::npos;
}

Shards read_index(const fs::path& path) {
  const nlohmann::json index = load_json(path);
  const JsonReader weight_map = JsonReader(index, path.string()).object("weight_map");
  Shards shards;
  for (const auto& [tensor, shard] : weight_map.json().items()) {
    if (!shard.is_string() || !is_plain_name(shard.get_ref<const std::string&>())) {
      throw InputError(
          fmt::format("{}: weight_map: tensor {} is not in a file of this folder, but {}",
                      path.string(), in_quotes(tensor), in_quotes(shard.dump())));
    }
    shards[shard.get<std::string>()].insert(tensor);
  }
  return shards;
}

StateDict load_shards(const fs::path& folder, const fs::path& index) {
  StateDict weights(folder.string());
  for (const auto& [shard, names] : read_index(index)) {
    const SafetensorsFile file = SafetensorsFile::open(folder / shard);
    for (const std::string& name : file.names()) {
      if (names.count(name) == 0) {
        throw InputError(fmt::format("{}: tensor {} is here, but {} does not say so", file.source(),
                                     in_quotes(name), index.filename().string()));
      }
    }
    for (const std::string& name : names) {
      weights.add(name, file.tensor(name));
    }
    weights.add_mapping(file.file());
  }
  return weights;
}

StateDict load_weights(const fs::path& folder) {
  const fs::path single = folder / "model.safetensors";
  const fs::path index = folder / "model.safetensors.index.json";
  std::error_code ignored;
  if (fs::exists(single, ignored)) {
    return SafetensorsFile::open(single).state_dict();
  }
  if (!fs::exists(index, ignored)) {
    throw InputError(
        fmt::format("{}: neither model.safetensors nor model.safetensors.index.json is there",
                    folder.string()));
  }
  return load_shards(folder, index);
}

}  // namespace

HfFolder load_hf_folder(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw InputError(fmt::format("{}: not a folder", folder.string()));
  }
  const fs::path config_path = folder / "config.json";
  nlohmann::json config = load_json(config_path);
  const JsonReader must_be_object(config, config_path.string());
  return {.config = std::move(config), .weights = load_weights(folder)};
}

}  // namespace warplight::io
