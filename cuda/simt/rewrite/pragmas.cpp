// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "rewrite/passes.hpp"

namespace simt::rewrite {
namespace {

/// The number behind `unroll`, if it is written as one; else enough for a tile's loop to vanish.
std::string unroll_count(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  const std::size_t end = text.find_last_of("0123456789");
  const std::size_t word = text.find_first_not_of("0123456789 ()", text.find("unroll") + 6);
  if (begin == std::string_view::npos || word != std::string_view::npos) return "32";
  return std::string(text.substr(begin, end + 1 - begin));
}

}  // namespace

void rewrite_pragmas(Context& context) {
  const Source& source = context.source;
  for (const Pragma& pragma : source.pragmas) {
    const bool unroll = pragma.text.find("unroll") != std::string_view::npos &&
                        pragma.text.find("GCC") == std::string_view::npos;
    if (!unroll && pragma.text.find("nv_") == std::string_view::npos) continue;
    // A checked program has one hook for each access of the source, so its loops stay loops.
    const bool useful = unroll && !context.options.checked && source.is(pragma.next_token, "for");
    context.edits.replace(pragma.begin, pragma.end,
                          useful ? "#pragma GCC unroll " + unroll_count(pragma.text) : " ");
  }
}

}  // namespace simt::rewrite
