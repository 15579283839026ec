// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

/// The end of an empty statement at `i` (`;` or `{}`), kNone if it is another one.
std::size_t after_empty_statement(const Source& source, std::size_t i) {
  if (source.is(i, ";")) return i + 1;
  if (source.is(i, "{") && source.is(i + 1, "}")) return i + 2;
  return kNone;
}

/// Whether the `while` at `i` closes a do.
bool closes_do(const Source& source, std::size_t i) {
  if (i == 0 || !source.is(i - 1, "}")) return false;
  const std::size_t open = source.partner[i - 1];
  return open != kNone && open > 0 && source.is(open - 1, "do");
}

/// A condition that only looks: it changes nothing and calls nothing (atomics see to their own turns).
bool only_looks(const Source& source, std::size_t open) {
  for (std::size_t i = open + 1; i < source.partner[open]; ++i) {
    // The lexer takes `==`, `!=` and `++` for two tokens each.
    const bool compares = source.is(i + 1, "=") || source.is(i - 1, "=") || source.is(i - 1, "!");
    if (source.is(i, "=") && !compares) return false;
    if ((source.is(i, "+") && source.is(i + 1, "+")) ||
        (source.is(i, "-") && source.is(i + 1, "-")))
      return false;
    if (source.is(i, "(") && source.is_identifier(i - 1)) return false;
  }
  return true;
}

}  // namespace

void rewrite_polling(Context& context) {
  const Source& source = context.source;
  // Hooks see a volatile load themselves.
  if (context.options.checked) return;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!source.is(i, "while") || !source.is(i + 1, "(")) continue;
    const std::size_t body = source.partner[i + 1] + 1;
    const std::size_t end = after_empty_statement(source, body);
    if (end == kNone || closes_do(source, i) || !only_looks(source, i + 1)) continue;
    context.replace_tokens(body, end, "{ ::simt::spin(" + site_of(source, i) + "); }");
  }
}

}  // namespace simt::rewrite
