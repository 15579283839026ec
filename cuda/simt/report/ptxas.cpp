// SPDX-License-Identifier: Apache-2.0
#include "report/ptxas.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace simt::report {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// "4name..." at `at`: the name; `at` moves behind it. Empty if there is none.
std::string_view take_source_name(std::string_view text, std::size_t& at) {
  std::size_t length = 0;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    length = std::min<std::size_t>(length * 10 + static_cast<std::size_t>(text[end++] - '0'),
                                   text.size());
  }
  if (length == 0 || length > text.size() - end) return {};
  at = end + length;
  return text.substr(end, length);
}

/// What stands between `before` and `after`; empty if they don't.
std::string_view between(std::string_view line, std::string_view before, std::string_view after) {
  const std::size_t begin = line.find(before);
  if (begin == std::string_view::npos) return {};
  line.remove_prefix(begin + before.size());
  const std::size_t end = line.find(after);
  return end == std::string_view::npos ? std::string_view{} : line.substr(0, end);
}

}  // namespace

std::string plain_identifier(std::string_view mangled) {
  if (mangled.substr(0, 2) != "_Z") return std::string(mangled);
  std::size_t at = 2;
  const bool nested = mangled.substr(at, 1) == "N";
  if (nested) ++at;
  std::string_view last;
  while (at < mangled.size()) {
    // A function with internal linkage has an L before its name.
    if (mangled[at] == 'L') ++at;
    const std::string_view name = take_source_name(mangled, at);
    if (name.empty()) break;
    last = name;
    if (!nested) break;
  }
  return std::string(last.empty() ? mangled : last);
}

std::map<std::string, unsigned> parse_ptxas(std::string_view text) {
  std::map<std::string, unsigned> registers;
  std::string kernel;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view entry = between(line, "Compiling entry function '", "'");
    if (!entry.empty()) kernel = plain_identifier(entry);
    const std::string_view used = between(line, "Used ", " registers");
    if (used.empty() || kernel.empty()) continue;
    unsigned& most = registers[kernel];
    most =
        std::max(most, static_cast<unsigned>(std::strtoul(std::string(used).c_str(), nullptr, 10)));
  }
  return registers;
}

}  // namespace simt::report
