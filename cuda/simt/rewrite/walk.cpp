// SPDX-License-Identifier: Apache-2.0
#include "rewrite/walk.hpp"

#include <algorithm>
#include <array>

namespace simt::rewrite {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 12> kAttributeLike = {
    "alignas",           "__align__",        "__attribute__",     "__attribute",
    "__launch_bounds__", "__cluster_dims__", "__maxnreg__",       "__block_size__",
    "__declspec",        "decltype",         "__builtin_align__", "_Alignas"};

/// Words after which an expression begins: what precedes one is not part of it.
constexpr std::array<std::string_view, 14> kBeforeExpression = {
    "return", "else",  "do",  "case",   "co_return", "co_yield", "throw",
    "if",     "while", "for", "switch", "goto",      "and",      "or"};

/// `public:` and the like end what came before; other colons may stand inside a declaration.
constexpr std::array<std::string_view, 4> kLabels = {"public", "protected", "private", "default"};

bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool shuts(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

}  // namespace

std::size_t after_angles(const Source& source, std::size_t i) {
  std::size_t depth = 0;
  while (i < source.tokens.size()) {
    const std::string_view text = source.tokens[i].text;
    if (source.tokens[i].kind == TokenKind::Punctuator) {
      if (opens(text)) {
        if (source.partner[i] == kNone) return kNone;
        i = source.partner[i];
      } else if (shuts(text) || text == ";") {
        return kNone;
      } else if (text == "<") {
        ++depth;
      } else if (text == ">" && --depth == 0) {
        return i + 1;
      }
    }
    ++i;
  }
  return kNone;
}

std::size_t angles_begin(const Source& source, std::size_t i) {
  std::size_t depth = 0;
  for (;; --i) {
    const std::string_view text = source.tokens[i].text;
    if (source.tokens[i].kind == TokenKind::Punctuator) {
      if (shuts(text)) {
        if (source.partner[i] == kNone) return kNone;
        i = source.partner[i];
      } else if (opens(text) || text == ";") {
        return kNone;
      } else if (text == ">") {
        ++depth;
      } else if (text == "<" && --depth == 0) {
        return i;
      }
    }
    if (i == 0) return kNone;
  }
}

bool is_attribute_like(const Source& source, std::size_t i) {
  return source.is_identifier(i) && one_of(source.tokens[i].text, kAttributeLike);
}

std::size_t after_piece(const Source& source, std::size_t i) {
  if (is_attribute_like(source, i) && source.is(i + 1, "(") && source.partner[i + 1] != kNone) {
    return source.partner[i + 1] + 1;
  }
  if (opens(source.tokens[i].text) && source.partner[i] != kNone) return source.partner[i] + 1;
  if (source.is_identifier(i) && source.is(i + 1, "<") && !source.is(i, "operator")) {
    const std::size_t end = after_angles(source, i + 1);
    if (end != kNone) return end;
  }
  return i + 1;
}

std::size_t postfix_begin(const Source& source, std::size_t last) {
  std::size_t i = last;
  while (true) {
    // One primary or postfix piece, from its end to its begin.
    if (shuts(source.tokens[i].text)) {
      const std::size_t open = source.partner[i];
      if (open == kNone || open == 0) return open == kNone ? i : open;
      const bool called = (source.is_identifier(open - 1) &&
                           !one_of(source.tokens[open - 1].text, kBeforeExpression)) ||
                          source.is(open - 1, "]") || source.is(open - 1, ">") ||
                          (source.is(i, "]") && source.is(open - 1, ")"));
      i = open;
      if (called) {
        --i;
        continue;
      }
    } else if (source.is(i, ">")) {
      const std::size_t open = angles_begin(source, i);
      if (open == kNone || open == 0) return i;
      i = open - 1;
      // `f<a < b>`: the bracket found was a comparison inside the real ones.
      if (i > 1 && source.is(i - 1, "<") && source.is_identifier(i - 2)) i -= 2;
    }
    if (i == 0) return i;
    if (source.is(i - 1, "template")) --i;
    if (i == 0) return i;
    if (source.is(i - 1, "::")) {
      const bool global =
          i < 2 ||
          !(source.is(i - 2, ">") ||
            (source.is_identifier(i - 2) && !one_of(source.tokens[i - 2].text, kBeforeExpression)));
      if (global) return i - 1;
      i -= 2;
    } else if ((source.is(i - 1, ".") || source.is(i - 1, "->")) && i > 1) {
      i -= 2;
    } else {
      return i;
    }
  }
}

std::size_t statement_begin(const Source& source, std::size_t i) {
  while (i > 0) {
    const std::string_view before = source.tokens[i - 1].text;
    if (before == ";" || opens(before) || before == "}") break;
    if (before == ":" && i > 1 && one_of(source.tokens[i - 2].text, kLabels)) break;
    if (shuts(before) && source.partner[i - 1] != kNone) {
      i = source.partner[i - 1];
    } else {
      --i;
    }
  }
  return i;
}

Scope scope_at(const Source& source, std::size_t i) {
  std::size_t open = source.enclosing[i];
  while (open != kNone) {
    if (!source.is(open, "{")) {
      open = source.enclosing[open];
      continue;
    }
    Scope found = Scope::Block;
    for (std::size_t k = statement_begin(source, open); k < open; k = after_piece(source, k)) {
      if (source.is(k, "template") && source.is(k + 1, "<")) {
        const std::size_t end = after_angles(source, k + 1);
        if (end != kNone) k = end - 1;
        continue;
      }
      if (source.is(k, "namespace")) found = Scope::Namespace;
      if (source.is(k, "extern") && source.tokens[k + 1].kind == TokenKind::String) {
        found = Scope::Namespace;
      }
      if (source.is(k, "class") || source.is(k, "struct") || source.is(k, "union")) {
        found = Scope::Class;
      }
      if (source.is(k, "(") || source.is(k, "=")) {
        found = Scope::Block;
        break;
      }
    }
    if (found != Scope::Namespace) return found;
    open = source.enclosing[open];
  }
  return Scope::Namespace;
}

bool in_parentheses(const Source& source, std::size_t i) {
  const std::size_t open = source.enclosing[i];
  return open != kNone && !source.is(open, "{");
}

std::string text_of(const Source& source, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && source.tokens[i].begin != source.tokens[i - 1].end) text += ' ';
    text += source.tokens[i].text;
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string site_of(const Source& source, std::size_t i) {
  const Token& token = source.tokens[i];
  return "::simt::Site{" + quoted(source.files[token.file]) + ", " + std::to_string(token.line) +
         "}";
}

}  // namespace simt::rewrite
