// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "common/io/in_quotes.hpp"
#include "common/tokenizer/tokenizer_definition.hpp"
#include "common/tokenizer/utf8.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

/// @file
/// @ingroup tokenizer
/// @brief Reads the tokenizer out of a GGUF file's metadata.

namespace warplight::text {

namespace {

// As GPT-2's, but contractions in either case, other characters than a space before a word, line breaks
// behind punctuation, and numbers of up to three digits.
constexpr std::string_view kLlama3Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|)"
    R"(\s*[\r\n]+|\s+(?!\S)|\s+)";
// The same with every digit by itself. Qwen2's tokenizer.json also normalises text to NFC, of which a GGUF file
// says nothing: text that is not in NFC gets other ids there.
constexpr std::string_view kQwen2Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|)"
    R"(\s*[\r\n]+|\s+(?!\S)|\s+)";

// A GGUF file does not hold the pre-tokenizer, only a name for it.
struct PreTokenizerRecipe {
  std::string_view name;
  std::array<std::string_view, 2> regexes;  // an empty one is no step
  bool ignore_merges;
};
constexpr std::array<PreTokenizerRecipe, 4> kRecipes = {
    {{"gpt-2", {kGpt2Regex}, false},
     {"smollm", {kDigitRegex, kGpt2Regex}, false},
     {"llama-bpe", {kLlama3Regex}, true},
     {"qwen2", {kQwen2Regex}, false}}};

// Values of tokenizer.ggml.token_type that matter: what controls the model, and what a user added as text.
constexpr std::int64_t kControl = 3;
constexpr std::int64_t kUserDefined = 4;

void read_pre_tokenizer(const io::GgufFile& file, TokenizerDefinition& definition) {
  const auto name = file.get<std::string_view>("tokenizer.ggml.pre");
  const auto* recipe = std::find_if(kRecipes.begin(), kRecipes.end(),
                                    [&](const PreTokenizerRecipe& r) { return r.name == name; });
  if (recipe == kRecipes.end()) {
    throw InputError(fmt::format("{}: tokenizer.ggml.pre: the pre-tokenizer {} is not supported",
                                 definition.source, io::in_quotes(name)));
  }
  for (const std::string_view regex : recipe->regexes) {
    if (!regex.empty()) {
      definition.pre_tokenizer.add_split(Regex(regex, definition.source), SplitBehavior::Isolated,
                                         false);
    }
  }
  definition.ignore_merges = recipe->ignore_merges;
}

void read_tokens(const io::GgufFile& file, TokenizerDefinition& definition) {
  constexpr std::string_view kTypes = "tokenizer.ggml.token_type";
  const auto tokens = file.get<std::span<const std::string_view>>("tokenizer.ggml.tokens");
  const auto types = file.find<std::vector<std::int64_t>>(kTypes);
  if (types && types->size() != tokens.size()) {
    throw InputError(fmt::format("{}: {} has {} entries, but there are {} tokens",
                                 definition.source, kTypes, types->size(), tokens.size()));
  }
  definition.vocabulary.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_utf8(tokens[i])) {
      throw InputError(fmt::format("{}: tokenizer.ggml.tokens: token {} is not UTF-8: {}",
                                   definition.source, i, io::in_quotes(tokens[i])));
    }
    const auto id = static_cast<std::int64_t>(i);
    definition.vocabulary.emplace_back(tokens[i], id);
    const std::int64_t type = types ? (*types)[i] : 0;
    if (type == kControl || type == kUserDefined) {
      AddedToken token;
      token.id = id;
      token.content = tokens[i];
      token.special = type == kControl;
      definition.added.push_back(std::move(token));
    }
  }
}

void read_merges(const io::GgufFile& file, TokenizerDefinition& definition) {
  const auto merges = file.get<std::span<const std::string_view>>("tokenizer.ggml.merges");
  definition.merges.reserve(merges.size());
  for (std::size_t i = 0; i < merges.size(); ++i) {
    definition.merges.push_back(split_merge(merges[i], i, definition.source));
  }
}

}  // namespace

TokenizerDefinition read_gguf_tokenizer(const io::GgufFile& file) {
  TokenizerDefinition definition;
  definition.source = file.source();
  const auto model = file.get<std::string_view>("tokenizer.ggml.model");
  if (model != "gpt2") {
    throw InputError(
        fmt::format("{}: tokenizer.ggml.model: {} is not supported, only byte-level BPE (\"gpt2\")",
                    definition.source, io::in_quotes(model)));
  }
  read_pre_tokenizer(file, definition);
  read_tokens(file, definition);
  read_merges(file, definition);
  definition.bos = file.find<std::int64_t>("tokenizer.ggml.bos_token_id");
  definition.adds_bos = file.find<bool>("tokenizer.ggml.add_bos_token").value_or(false);
  for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
    const auto id = file.find<std::int64_t>(key);
    if (id &&
        std::find(definition.eos.begin(), definition.eos.end(), *id) == definition.eos.end()) {
      definition.eos.push_back(*id);
    }
  }
  definition.chat_template = file.find<std::string>("tokenizer.chat_template");
  return definition;
}

}  // namespace warplight::text
