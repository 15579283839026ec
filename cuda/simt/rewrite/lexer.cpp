// SPDX-License-Identifier: Apache-2.0
#include "rewrite/lexer.hpp"

#include <cctype>

namespace simt::rewrite {
namespace {

bool starts_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && (starts_word(text[at]) || digit(text[at]))) ++at;
  return at;
}

/// A preprocessing number: 1'000, 0x1p-3, 1.0e+5f, 12_km.
std::size_t number_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char c = text[at];
    const char last = at > 0 ? text[at - 1] : ' ';
    const bool exponent_sign =
        (c == '+' || c == '-') && (last == 'e' || last == 'E' || last == 'p' || last == 'P');
    const bool separator = c == '\'' && at + 1 < text.size() &&
                           std::isalnum(static_cast<unsigned char>(text[at + 1])) != 0;
    if (!starts_word(c) && !digit(c) && c != '.' && !exponent_sign && !separator) break;
    ++at;
  }
  return at;
}

/// After the closing quote; at the end of the line if there is none.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote && text[at] != '\n') {
    at += text[at] == '\\' ? 2 : 1;
  }
  return at < text.size() && text[at] == quote ? at + 1 : std::min(at, text.size());
}

/// R"tag( ... )tag", `at` on the quote.
std::size_t raw_end(std::string_view text, std::size_t at) {
  const std::size_t open = text.find('(', at);
  if (open == std::string_view::npos) return text.size();
  std::string close = ")";
  close += text.substr(at + 1, open - at - 1);
  close += '"';
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

/// A user-defined literal's suffix belongs to the literal.
Lexeme literal(std::string_view text, std::size_t begin, std::size_t end, TokenKind kind) {
  return {kind, word_end(text, end) - begin};
}

}  // namespace

Lexeme lex(std::string_view text, std::size_t at) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  if (starts_word(c)) {
    const std::size_t end = word_end(text, at);
    const std::string_view word = text.substr(at, end - at);
    const bool prefix = word == "L" || word == "u" || word == "U" || word == "u8";
    const bool raw = word == "R" || word == "LR" || word == "uR" || word == "UR" || word == "u8R";
    const char after = end < text.size() ? text[end] : ' ';
    if (raw && after == '"') return literal(text, at, raw_end(text, end), TokenKind::String);
    if (prefix && after == '"') return literal(text, at, quoted_end(text, end), TokenKind::String);
    if (prefix && after == '\'') {
      return literal(text, at, quoted_end(text, end), TokenKind::Character);
    }
    return {TokenKind::Identifier, end - at};
  }
  if (digit(c) || (c == '.' && digit(next))) {
    return {TokenKind::Number, number_end(text, at) - at};
  }
  if (c == '"') return literal(text, at, quoted_end(text, at), TokenKind::String);
  if (c == '\'') return literal(text, at, quoted_end(text, at), TokenKind::Character);
  const bool pair = (c == ':' && next == ':') || (c == '-' && next == '>') ||
                    ((c == '<' || c == '>') && next == '=');
  return {TokenKind::Punctuator, pair ? std::size_t{2} : std::size_t{1}};
}

}  // namespace simt::rewrite
