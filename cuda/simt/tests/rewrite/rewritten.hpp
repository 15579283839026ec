// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @brief What the tests of the rewriter have in common.

#include <string>

#include "rewrite/rewrite.hpp"

namespace simt::rewrite {

/// The text in, as lines 1... of a.cu; the text out, without the line that the rewriter adds in front.
inline std::string rewritten(const std::string& text, const Options& options = {}) {
  const std::string out = rewrite("# 1 \"a.cu\"\n" + text, options);
  const std::string marker = "# 1 \"a.cu\"\n";
  return out.substr(out.find(marker) + marker.size());
}

/// Why the text was refused; "" if it was not.
inline std::string refusal(const std::string& text) {
  try {
    rewritten(text);
    return "";
  } catch (const Unsupported& error) {
    return error.what();
  }
}

/// How often `part` occurs.
inline int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace simt::rewrite
