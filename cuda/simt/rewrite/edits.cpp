// SPDX-License-Identifier: Apache-2.0
#include "rewrite/edits.hpp"

#include <algorithm>

namespace simt::rewrite {
namespace {

/// The newlines of `old`, and its lines that begin with `#`.
void keep_lines(std::string_view text, std::size_t begin, std::size_t end, std::string& out) {
  for (std::size_t at = begin; at < end; ++at) {
    if (text[at] == '#' && at > begin && text[at - 1] == '\n') {
      const std::size_t line_end = std::min(text.find('\n', at), end);
      out.append(text.substr(at, line_end - at));
      at = line_end;
    }
    if (at < end && text[at] == '\n') out += '\n';
  }
}

}  // namespace

void Edits::replace(std::size_t begin, std::size_t end, std::string with) {
  edits_.push_back({begin, end, std::move(with)});
}

std::string Edits::apply(std::string_view text) {
  std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
    // What is inserted before a replaced range does not belong to it.
    const bool a_replaces = a.end != a.begin;
    const bool b_replaces = b.end != b.begin;
    return a.begin != b.begin ? a.begin < b.begin : a_replaces < b_replaces;
  });
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  std::size_t at = 0;
  for (const Edit& edit : edits_) {
    if (edit.begin < at) continue;
    out.append(text.substr(at, edit.begin - at));
    out += edit.with;
    keep_lines(text, edit.begin, edit.end, out);
    at = edit.end;
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace simt::rewrite
