// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "rewrite/passes.hpp"

namespace simt::rewrite {
namespace {

constexpr std::array<std::string_view, 4> kFunctions = {"memcpy", "memmove", "memset", "memcmp"};

/// Where the call at `i` begins, with `std::` or `::` before it: kNone if it is no call of the C library's function.
std::size_t call_begin(const Source& source, std::size_t i) {
  if (i == 0) return kNone;
  if (source.is(i - 1, "::")) {
    if (i > 1 && source.is(i - 2, "std")) return i > 2 && source.is(i - 3, "::") ? i - 3 : i - 2;
    return i > 1 && source.is_identifier(i - 2) && !source.is(i - 2, "return") ? kNone : i - 1;
  }
  if (source.is(i - 1, ".") || source.is(i - 1, "->")) return kNone;
  // Behind another word it is a declaration.
  const bool statement =
      source.is(i - 1, "return") || source.is(i - 1, "else") || source.is(i - 1, "do");
  return source.is_identifier(i - 1) && !statement ? kNone : i;
}

}  // namespace

void rewrite_memory_functions(Context& context) {
  const Source& source = context.source;
  if (!context.options.checked) return;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    const auto known = std::find(kFunctions.begin(), kFunctions.end(), source.tokens[i].text);
    if (known == kFunctions.end() || !source.is(i + 1, "(")) continue;
    const std::size_t begin = call_begin(source, i);
    if (begin != kNone) context.replace_tokens(begin, i + 1, " ::simt_" + std::string(*known));
  }
}

}  // namespace simt::rewrite
