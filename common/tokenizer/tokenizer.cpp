// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/tokenizer.hpp"

#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/json_reader.hpp"
#include "common/io/mapped_file.hpp"
#include "common/tokenizer/byte_alphabet.hpp"
#include "common/tokenizer/stream_decoder.hpp"
#include "common/tokenizer/tokenizer_definition.hpp"
#include "common/tokenizer/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace warplight::text {

namespace {

TextMap<std::int64_t> vocabulary_map(const TokenizerDefinition& definition) {
  TextMap<std::int64_t> map;
  map.reserve(definition.vocabulary.size());
  for (const auto& [token, id] : definition.vocabulary) {
    if (!map.emplace(token, id).second) {
      throw InputError(fmt::format("{}: the token {} is in the vocabulary twice", definition.source,
                                   io::in_quotes(token)));
    }
  }
  return map;
}

BytePairEncoder make_encoder(const TokenizerDefinition& definition) {
  TextMap<std::int64_t> vocabulary = vocabulary_map(definition);
  BytePairEncoder::Options options{.unknown = std::nullopt,
                                   .fuse_unknown = definition.fuse_unknown,
                                   .ignore_merges = definition.ignore_merges};
  if (definition.unknown) {
    const auto entry = vocabulary.find(*definition.unknown);
    if (entry == vocabulary.end()) {
      throw InputError(fmt::format("{}: the unknown token {} is not in the vocabulary",
                                   definition.source, io::in_quotes(*definition.unknown)));
    }
    options.unknown = entry->second;
  }
  return {std::move(vocabulary), definition.merges, options, definition.source};
}

// Checks the added tokens against the vocabulary, and says how many tokens there are together.
std::size_t count_tokens(const TokenizerDefinition& definition, const BytePairEncoder& bpe) {
  std::size_t count = definition.vocabulary.size();
  TextMap<std::int64_t> contents;
  for (const AddedToken& token : definition.added) {
    const auto refuse = [&](const std::string& why) {
      throw InputError(fmt::format("{}: the added token {} {}", definition.source,
                                   io::in_quotes(token.content), why));
    };
    if (token.content.empty()) {
      refuse("is empty");
    }
    if (!contents.emplace(token.content, token.id).second) {
      refuse("is listed twice");
    }
    const std::optional<std::int64_t> in_vocabulary = bpe.find(token.content);
    if (in_vocabulary && *in_vocabulary != token.id) {
      refuse(fmt::format("has id {}, but {} in the vocabulary", token.id, *in_vocabulary));
    }
    count += in_vocabulary ? 0 : 1;
  }
  return count;
}

// Words that were encoded before in the same text. Real text repeats most of its words.
class WordCache {
 public:
  explicit WordCache(const BytePairEncoder& bpe) : bpe_(bpe) {}

  void encode(std::string_view word, std::vector<std::int64_t>& ids) {
    if (word.size() > kLongestWord) {
      bpe_.encode(word, ids);
      return;
    }
    auto entry = words_.find(word);
    if (entry == words_.end()) {
      if (words_.size() == kMostWords) {
        words_.clear();
      }
      entry = words_.emplace(word, std::vector<std::int64_t>()).first;
      bpe_.encode(word, entry->second);
    }
    ids.insert(ids.end(), entry->second.begin(), entry->second.end());
  }

 private:
  static constexpr std::size_t kLongestWord = 64;
  static constexpr std::size_t kMostWords = 1 << 16;  // some 8 MB

  const BytePairEncoder& bpe_;
  TextMap<std::vector<std::int64_t>> words_;
};

}  // namespace

Tokenizer::Tokenizer(TokenizerDefinition&& definition)
    : source_(definition.source),
      pre_tokenizer_(std::move(definition.pre_tokenizer)),
      bpe_(make_encoder(definition)),
      bytes_(count_tokens(definition, bpe_)),
      special_(bytes_.size()),
      bos_(definition.bos),
      adds_bos_(definition.adds_bos),
      eos_(std::move(definition.eos)),
      chat_template_(std::move(definition.chat_template)) {
  std::vector<bool> taken(bytes_.size());
  for (const auto& [token, id] : definition.vocabulary) {
    claim(id, token, taken);
    bytes_[index_of(id)] = read_bytes(token).value_or(std::string(token));
  }
  for (const AddedToken& token : definition.added) {
    if (!bpe_.find(token.content)) {
      claim(token.id, token.content, taken);
    }
    bytes_[index_of(token.id)] = token.content;
    special_[index_of(token.id)] = token.special;
  }
  added_ = AddedTokens(std::move(definition.added));
  if (bos_ && !has(*bos_)) {
    throw InputError(fmt::format("{}: the bos token {} is not in the vocabulary", source_, *bos_));
  }
  for (const std::int64_t id : eos_) {
    if (!has(id)) {
      throw InputError(fmt::format("{}: the eos token {} is not in the vocabulary", source_, id));
    }
  }
}

// Gives a token its id. Ids are 0 to n-1 for n tokens, so if none is taken twice there is no gap.
void Tokenizer::claim(std::int64_t id, std::string_view token, std::vector<bool>& taken) const {
  if (!has(id)) {
    throw InputError(
        fmt::format("{}: the token {} has id {}, but {} tokens have the ids 0 to {}, without a gap",
                    source_, io::in_quotes(token), id, vocab_size(), vocab_size() - 1));
  }
  if (taken[index_of(id)]) {
    throw InputError(fmt::format("{}: the token {} has id {}, which another token has too", source_,
                                 io::in_quotes(token), id));
  }
  taken[index_of(id)] = true;
}

Tokenizer Tokenizer::from_json(std::string_view json, const std::string& source) {
  const nlohmann::json parsed = io::parse_json(json, source);
  return Tokenizer(read_tokenizer_json(parsed, source));
}

Tokenizer Tokenizer::from_hf_folder(const std::filesystem::path& folder) {
  const auto file = io::MappedFile::open(folder / "tokenizer.json");
  const nlohmann::json parsed = io::parse_json(file->text(), file->source());
  TokenizerDefinition definition = read_tokenizer_json(parsed, file->source());
  read_folder_settings(folder, definition);
  return Tokenizer(std::move(definition));
}

Tokenizer Tokenizer::from_gguf(const io::GgufFile& file) {
  return Tokenizer(read_gguf_tokenizer(file));
}

std::vector<std::int64_t> Tokenizer::encode(std::string_view text, Special special) const {
  require_utf8(text);
  std::vector<std::int64_t> ids;
  WordCache cache(bpe_);
  added_.split(text, special, [&](std::string_view piece, const AddedToken* token) {
    if (token != nullptr) {
      ids.push_back(token->id);
    } else {
      pre_tokenizer_.split(piece, [&](std::string_view word) { cache.encode(word, ids); });
    }
  });
  return ids;
}

std::string Tokenizer::decode(std::span<const std::int64_t> ids, bool skip_special) const {
  StreamDecoder decoder(*this, skip_special);
  std::string text;
  for (const std::int64_t id : ids) {
    text += decoder.push(id);
  }
  return text + decoder.finish();
}

std::string_view Tokenizer::token_bytes(std::int64_t id) const { return bytes_[index_of(id)]; }

bool Tokenizer::is_special(std::int64_t id) const { return special_[index_of(id)]; }

std::optional<std::int64_t> Tokenizer::token_id(std::string_view token) const {
  const auto& added = added_.tokens();
  const auto found = std::find_if(added.begin(), added.end(),
                                  [&](const AddedToken& t) { return t.content == token; });
  return found != added.end() ? found->id : bpe_.find(token);
}

std::size_t Tokenizer::index_of(std::int64_t id) const {
  if (!has(id)) {
    throw InputError(
        fmt::format("{}: there is no token {}: ids are 0 to {}", source_, id, vocab_size() - 1));
  }
  return static_cast<std::size_t>(id);
}

}  // namespace warplight::text
