// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/added_tokens.hpp"
#include "common/tokenizer/bpe.hpp"
#include "common/tokenizer/pre_tokenizer.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief Text to token ids and back, as Hugging Face does it.

namespace warplight::io {
class GgufFile;
}

namespace warplight::text {

struct TokenizerDefinition;

/// A byte-level BPE tokenizer. Encoding takes four steps: find added tokens, cut the text between them
/// into words (PreTokenizer), merge the bytes of each word (BytePairEncoder), concatenate.
/// Nothing is prepended: who wants a bos token puts bos_id() there.
/// Safe to use from several threads.
class Tokenizer {
 public:
  /// Reads `tokenizer.json`, and bos, eos and chat template from the files beside it, where there are any.
  /// Throws InputError, as all three do, naming the file and the key or token that is wrong or not supported.
  static Tokenizer from_hf_folder(const std::filesystem::path& folder);
  /// Reads the metadata `tokenizer.*`.
  static Tokenizer from_gguf(const io::GgufFile& file);
  /// Reads the text of a `tokenizer.json`; `source` is what messages call it.
  static Tokenizer from_json(std::string_view json, const std::string& source);

  /// Token ids of `text`. Throws InputError, naming the offset, unless it is UTF-8.
  [[nodiscard]] std::vector<std::int64_t> encode(std::string_view text, Special special) const;

  /// Text of token ids, with U+FFFD for bytes that form no character; with `skip_special`, special tokens
  /// are left out. Throws InputError for an id that there is not.
  [[nodiscard]] std::string decode(std::span<const std::int64_t> ids,
                                   bool skip_special = false) const;

  /// The bytes that one token stands for: not always whole characters.
  [[nodiscard]] std::string_view token_bytes(std::int64_t id) const;
  /// True for a token that controls the model and is no text.
  [[nodiscard]] bool is_special(std::int64_t id) const;
  /// The id of an added token, or of a token as the file writes it ("Ġthe").
  [[nodiscard]] std::optional<std::int64_t> token_id(std::string_view token) const;

  /// Number of tokens; ids are below it.
  [[nodiscard]] std::int64_t vocab_size() const { return static_cast<std::int64_t>(bytes_.size()); }
  /// The token that begins a text, if the file names one.
  [[nodiscard]] std::optional<std::int64_t> bos_id() const { return bos_; }
  /// True if the file wants bos_id() before every text.
  [[nodiscard]] bool adds_bos() const { return adds_bos_; }
  /// The tokens that end an answer.
  [[nodiscard]] const std::vector<std::int64_t>& eos_ids() const { return eos_; }
  /// The chat template's Jinja text, if the file has one.
  [[nodiscard]] const std::optional<std::string>& chat_template() const { return chat_template_; }

 private:
  explicit Tokenizer(TokenizerDefinition&& definition);
  void claim(std::int64_t id, std::string_view token, std::vector<bool>& taken) const;
  [[nodiscard]] bool has(std::int64_t id) const { return id >= 0 && id < vocab_size(); }
  [[nodiscard]] std::size_t index_of(std::int64_t id) const;

  std::string source_;
  AddedTokens added_;
  PreTokenizer pre_tokenizer_;
  BytePairEncoder bpe_;
  std::vector<std::string> bytes_;  // by id
  std::vector<bool> special_;       // by id
  std::optional<std::int64_t> bos_;
  bool adds_bos_ = false;
  std::vector<std::int64_t> eos_;
  std::optional<std::string> chat_template_;
};

}  // namespace warplight::text
