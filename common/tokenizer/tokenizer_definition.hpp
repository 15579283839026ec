// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/gguf.hpp"
#include "common/tokenizer/added_tokens.hpp"
#include "common/tokenizer/pre_tokenizer.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

/// @file
/// @ingroup tokenizer
/// @brief What a tokenizer file says, whatever its format; a Tokenizer is made from it.

namespace warplight::text {

/// Views point into what was read, which must live until the Tokenizer is made.
struct TokenizerDefinition {
  std::string source;  ///< what messages call the file
  std::vector<std::pair<std::string_view, std::int64_t>>
      vocabulary;  ///< tokens as written, and ids
  std::vector<std::pair<std::string_view, std::string_view>> merges;  ///< first is best
  std::vector<AddedToken> added;             ///< may repeat entries of the vocabulary
  PreTokenizer pre_tokenizer;                ///< how text is cut into words
  std::optional<std::string> unknown;        ///< token for bytes that the vocabulary lacks
  bool fuse_unknown = false;                 ///< one for a whole row of such bytes
  bool ignore_merges = false;                ///< a word that is a token needs no merges
  std::optional<std::int64_t> bos;           ///< begins a text
  bool adds_bos = false;                     ///< the file wants bos before every text
  std::vector<std::int64_t> eos;             ///< each ends an answer
  std::optional<std::string> chat_template;  ///< Jinja
};

/// The regex that GPT-2 cuts words with; `ByteLevel` means it where it does not say more. Contractions, then
/// words, numbers and the rest, each with the one space before it; then the spaces that are left over.
inline constexpr std::string_view kGpt2Regex =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// The regex that `Digits` cuts numbers with.
inline constexpr std::string_view kDigitRegex = R"(\p{N})";

/// The two tokens of a merge that is written "a b". Throws InputError, naming `source` and `index`, the
/// merge's place in the list, if it is anything else.
std::pair<std::string_view, std::string_view> split_merge(std::string_view merge,
                                                          std::size_t index,
                                                          const std::string& source);

/// Reads a parsed `tokenizer.json`. Throws InputError for what is wrong or not supported.
TokenizerDefinition read_tokenizer_json(const nlohmann::json& json, const std::string& source);

/// Adds what the other files of a Hugging Face folder say: tokenizer_config.json, chat_template.jinja,
/// generation_config.json, config.json. Each may be missing.
void read_folder_settings(const std::filesystem::path& folder, TokenizerDefinition& definition);

/// Reads `tokenizer.*` of a GGUF file.
TokenizerDefinition read_gguf_tokenizer(const io::GgufFile& file);

}  // namespace warplight::text
