// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Preprocessed C++ as the rewriter sees it: tokens of the user's own files, with their places and partners.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace simt::rewrite {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

enum class TokenKind : unsigned char { Identifier, Number, String, Character, Punctuator };

/// One token. Of the punctuators only `::`, `->`, `<=` and `>=` have two characters: the rest of the
/// rewriter counts single `<` and `>` instead of asking what `>>>` closes.
struct Token {
  TokenKind kind;
  std::size_t begin;  ///< offset in Source::text
  std::size_t end;
  unsigned file;  ///< index in Source::files
  unsigned line;  ///< in that file, from 1
  std::string_view text;
};

/// A `#pragma` that the preprocessor left, with the token that follows it.
struct Pragma {
  std::size_t begin;
  std::size_t end;  ///< of the line, without its newline
  std::size_t next_token;
  std::string_view text;
};

/// What a pair of braces holds.
enum class Scope : unsigned char { Namespace, Class, Block };

/// The text that g++ -E made of one file. System headers have no tokens.
struct Source {
  std::string text;
  std::vector<std::string> files;
  std::vector<Token> tokens;
  std::vector<Pragma> pragmas;
  std::vector<std::size_t> partner;  ///< of a bracket: its other half; kNone for other tokens
  std::vector<std::size_t>
      enclosing;  ///< the innermost open bracket around a token; kNone at the top

  /// Whether token `i` exists and reads `word`.
  bool is(std::size_t i, std::string_view word) const {
    return i < tokens.size() && tokens[i].text == word;
  }
  bool is_identifier(std::size_t i) const {
    return i < tokens.size() && tokens[i].kind == TokenKind::Identifier;
  }
};

/// Whether the file belongs to the toolkit's Thrust, CUB and libcu++. They call themselves system headers, but are
/// CUDA and have to be rewritten.
bool is_cccl(std::string_view file);

/// Reads the preprocessor's output: its line markers give places and tell system headers.
Source read_source(std::string preprocessed);

}  // namespace simt::rewrite
