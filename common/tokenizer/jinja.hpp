// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief The surface of the Jinja template language: text, `{{ output }}`, `{% statement %}`.

namespace warplight::text {

/// A word, a symbol, or a string literal inside of a block.
struct JinjaToken {
  /// Whether it is a string literal, whose text has its escapes read.
  bool is_string = false;
  std::string text;  ///< without quotes

  /// Same kind, same text.
  bool operator==(const JinjaToken&) const = default;
};

/// One piece of a template.
struct JinjaBlock {
  /// What the piece is; comments are dropped.
  enum class Kind : std::uint8_t { Text, Output, Statement };
  Kind kind = Kind::Text;          ///< of this piece
  std::string text;                ///< of Text: what is printed; else the source, for messages
  std::vector<JinjaToken> tokens;  ///< of Output and Statement
};

/// Tokens of an expression or statement. `a.b` becomes `a['b']`, which means the same.
/// Throws InputError, naming `source`, for a string that does not end or an escape it does not know.
std::vector<JinjaToken> jinja_tokens(std::string_view code, const std::string& source);

/// Cuts a template into pieces, with white space taken away as Hugging Face has Jinja do it: `-` at a
/// block's edge, the newline behind a statement, indentation before a statement, one newline at the end.
/// Throws InputError, naming `source`, for a block that does not end.
std::vector<JinjaBlock> parse_jinja(std::string_view text, const std::string& source);

}  // namespace warplight::text
