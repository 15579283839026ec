// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/json_reader.hpp"
#include "common/io/mapped_file.hpp"
#include "common/tokenizer/tokenizer_definition.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

/// @file
/// @ingroup tokenizer
/// @brief What stands beside tokenizer.json in a Hugging Face folder: bos, eos and the chat template.

namespace warplight::text {

namespace {

using Json = nlohmann::json;

// An empty object if there is no such file.
Json read_if_there(const std::filesystem::path& file) {
  return std::filesystem::exists(file)
             ? io::parse_json(io::MappedFile::open(file)->text(), file.string())
             : Json::object();
}

std::optional<std::int64_t> id_of(const TokenizerDefinition& definition, std::string_view token) {
  const auto& added = definition.added;
  const auto in_added = std::find_if(added.begin(), added.end(),
                                     [&](const AddedToken& t) { return t.content == token; });
  if (in_added != added.end()) {
    return in_added->id;
  }
  const auto& vocabulary = definition.vocabulary;
  const auto in_vocabulary = std::find_if(vocabulary.begin(), vocabulary.end(),
                                          [&](const auto& entry) { return entry.first == token; });
  return in_vocabulary != vocabulary.end() ? std::optional(in_vocabulary->second) : std::nullopt;
}

// A token is written as its text, or as an object with the text under "content".
std::optional<std::int64_t> read_token(const io::JsonReader& config,
                                       std::string_view key,
                                       const TokenizerDefinition& definition) {
  if (!config.has(key)) {
    return std::nullopt;
  }
  const bool is_object = config.json().at(std::string(key)).is_object();
  const auto token =
      is_object ? config.object(key).get<std::string>("content") : config.get<std::string>(key);
  const std::optional<std::int64_t> id = id_of(definition, token);
  if (!id) {
    throw InputError(fmt::format("{}: {}: {} is no token of {}", config.source(), key,
                                 io::in_quotes(token), definition.source));
  }
  return id;
}

// One template, or a list of them by name, of which "default" counts.
std::optional<std::string> read_template(const io::JsonReader& config) {
  if (!config.has("chat_template") || !config.json().at("chat_template").is_array()) {
    return config.find<std::string>("chat_template");
  }
  for (const Json& entry : config.json().at("chat_template")) {
    const io::JsonReader named(entry, config.source() + ": chat_template");
    if (named.get<std::string>("name") == "default") {
      return named.get<std::string>("template");
    }
  }
  return std::nullopt;
}

// One id or several.
std::vector<std::int64_t> read_eos(const io::JsonReader& config) {
  constexpr const char* kKey = "eos_token_id";
  if (!config.has(kKey)) {
    return {};
  }
  return config.json().at(kKey).is_array() ? config.get<std::vector<std::int64_t>>(kKey)
                                           : std::vector{config.get<std::int64_t>(kKey)};
}

}  // namespace

void read_folder_settings(const std::filesystem::path& folder, TokenizerDefinition& definition) {
  const std::filesystem::path tokenizer_config = folder / "tokenizer_config.json";
  const Json tokenizer_json = read_if_there(tokenizer_config);
  const io::JsonReader config(tokenizer_json, tokenizer_config.string());
  if (const auto bos = read_token(config, "bos_token", definition)) {
    definition.bos = bos;
  }

  // Generation stops where generation_config.json says, else config.json; a chat also at the turn's end
  // that the tokenizer names.
  for (const char* name : {"generation_config.json", "config.json"}) {
    const Json json = read_if_there(folder / name);
    if (definition.eos.empty()) {
      definition.eos = read_eos(io::JsonReader(json, (folder / name).string()));
    }
  }
  const auto eos = read_token(config, "eos_token", definition);
  if (eos &&
      std::find(definition.eos.begin(), definition.eos.end(), *eos) == definition.eos.end()) {
    definition.eos.push_back(*eos);
  }

  definition.chat_template = read_template(config);
  const std::filesystem::path jinja = folder / "chat_template.jinja";
  if (std::filesystem::exists(jinja)) {
    definition.chat_template = std::string(io::MappedFile::open(jinja)->text());
  }
}

}  // namespace warplight::text
