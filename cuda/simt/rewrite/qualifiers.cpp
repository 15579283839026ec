// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

constexpr std::array<std::string_view, 8> kVanish = {
    "__global__",   "__device__",  "__host__",          "__shared__",
    "__constant__", "__managed__", "__grid_constant__", "__nv_pure__"};
constexpr std::array<std::string_view, 4> kVanishWithArguments = {
    "__launch_bounds__", "__cluster_dims__", "__maxnreg__", "__block_size__"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// A second `inline` would be an error for g++.
bool is_inline_already(const Source& source, std::size_t i) {
  for (std::size_t k = statement_begin(source, i); k < source.tokens.size(); ++k) {
    if (source.is(k, "inline") || source.is(k, "__inline__") || source.is(k, "__inline")) {
      return true;
    }
    if (k < i && source.is(k, "__forceinline__")) return true;
    if (k > i && (source.is(k, "(") || source.is(k, ";") || source.is(k, "{"))) break;
  }
  return false;
}

/// Inlined always in fast mode; in checked mode as g++ likes.
std::string force_inline(const Context& context, std::size_t i) {
  std::string with = is_inline_already(context.source, i) ? "" : "inline ";
  if (!context.options.checked) with += "__attribute__((always_inline))";
  return with;
}

}  // namespace

void rewrite_qualifiers(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!source.is_identifier(i)) continue;
    const std::string_view word = source.tokens[i].text;
    if (word.size() < 2 || word[0] != '_' || word[1] != '_') continue;
    if (one_of(word, kVanish)) {
      context.replace_token(i, "");
    } else if (one_of(word, kVanishWithArguments)) {
      context.replace_tokens(i, after_piece(source, i), "");
    } else if (word == "__forceinline__") {
      context.replace_token(i, force_inline(context, i));
    } else if (word == "__noinline__" && !in_parentheses(source, i)) {
      // Structs that a call takes or returns have no hooks, so that checked code has as few calls as can be.
      context.replace_token(i, context.options.checked ? "" : "__attribute__((noinline))");
    } else if ((word == "__align__" || word == "__builtin_align__") && source.is(i + 1, "(")) {
      context.replace_token(i, "__attribute__((aligned");
      context.insert_after(source.partner[i + 1], "))");
    }
  }
}

}  // namespace simt::rewrite
