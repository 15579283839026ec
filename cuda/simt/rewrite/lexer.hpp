// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Where a C++ token ends, after preprocessing (no comments, no macros, no line splices).

#include <string_view>

#include "rewrite/source.hpp"

namespace simt::rewrite {

struct Lexeme {
  TokenKind kind;
  std::size_t size;  ///< in characters
};

/// The token that begins at text[at], which is not white space.
Lexeme lex(std::string_view text, std::size_t at);

}  // namespace simt::rewrite
