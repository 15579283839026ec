// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief Tokens that are found in the text as they stand, before BPE sees it: `<|im_start|>` and its like.

namespace warplight::text {

/// What `<|im_start|>` in a text means: its one token, or the twelve characters.
enum class Special : std::uint8_t { Parse, AsText };

/// A token outside of BPE. The flags mean what they mean in `tokenizer.json`.
struct AddedToken {
  std::int64_t id = 0;      ///< what the model knows it by
  std::string content;      ///< as it is written
  bool special = false;     ///< controls the model, is no text
  bool lstrip = false;      ///< takes the white space before it with it
  bool rstrip = false;      ///< takes the white space behind it with it
  bool normalized = false;  ///< looked for after those that are not
};

/// Finds added tokens in text.
class AddedTokens {
 public:
  /// Takes a piece of plain text and nullptr, or the text of a token and the token.
  using Sink = std::function<void(std::string_view, const AddedToken*)>;

  AddedTokens() = default;
  /// Contents must be different and not empty.
  explicit AddedTokens(std::vector<AddedToken> tokens);

  /// Cuts `text` into plain pieces and tokens, in order. Of tokens that begin at one place the longest
  /// counts. With Special::AsText, special tokens are plain text; the others are found all the same.
  void split(std::string_view text, Special special, const Sink& sink) const;

  /// All of them.
  [[nodiscard]] const std::vector<AddedToken>& tokens() const { return tokens_; }

 private:
  // The contents as a tree of bytes: every token is a path from the root.
  struct Tree {
    std::unordered_map<std::uint64_t, std::uint32_t> children;  // (node, byte) -> node
    std::vector<std::int64_t> token_at{-1};  // node -> index of the token that ends there
    std::array<bool, 256> first_bytes{};

    void insert(std::string_view content, std::int64_t token);
    [[nodiscard]] std::int64_t longest_prefix_of(std::string_view text) const;
  };

  void split_by(const Tree& tree, std::string_view text, Special special, const Sink& sink) const;

  std::vector<AddedToken> tokens_;
  Tree raw_;
  Tree normalized_;
};

}  // namespace warplight::text
