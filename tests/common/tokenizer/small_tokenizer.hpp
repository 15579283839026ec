// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/byte_alphabet.hpp"
#include "common/tokenizer/tokenizer.hpp"

#include <string>

#include <nlohmann/json.hpp>

/// @file
/// @brief A tokenizer small enough to be checked by hand.

namespace warplight::text {

/// Ids 0 to 255 are the bytes; then the tokens of the merges; then `<s>` (special, 262) and `<tool>` (263).
inline nlohmann::json small_tokenizer_json() {
  nlohmann::json vocabulary = nlohmann::json::object();
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    vocabulary[write_bytes({&c, 1})] = byte;
  }
  const std::string space = write_bytes(" ");
  vocabulary["lo"] = 256;
  vocabulary["low"] = 257;
  vocabulary["er"] = 258;
  vocabulary[space + "low"] = 259;
  vocabulary["lower"] = 260;
  vocabulary["ow"] = 261;
  nlohmann::json json;
  json["model"] = {{"type", "BPE"},
                   {"vocab", vocabulary},
                   {"merges", {"l o", "lo w", "e r", space + " low", "low er", "o w"}}};
  json["added_tokens"] = {
      {{"id", 262}, {"content", "<s>"}, {"special", true}},
      {{"id", 263}, {"content", "<tool>"}, {"special", false}, {"normalized", false}}};
  json["pre_tokenizer"] = {{"type", "ByteLevel"}, {"add_prefix_space", false}};
  json["decoder"] = {{"type", "ByteLevel"}};
  return json;
}

/// The tokenizer of that file.
inline Tokenizer small_tokenizer(const nlohmann::json& json = small_tokenizer_json()) {
  return Tokenizer::from_json(json.dump(), "small.json");
}

}  // namespace warplight::text
