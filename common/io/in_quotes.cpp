// SPDX-License-Identifier: Apache-2.0
#include "common/io/in_quotes.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace warplight::io {
namespace {

constexpr std::size_t kLongestName = 120;  // bytes; a Llama key has about 50

// Bytes of the UTF-8 character that `text` starts with, 0 if there is none or it controls a terminal.
std::size_t printable_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return lead >= 0x20 && lead != 0x7F && lead != '"' && lead != '\\' ? 1 : 0;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || length > text.size()) {
    return 0;
  }
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; };
  if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                   continues)) {
    return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
  const bool too_large = lead == 0xF4 && byte(1) >= 0x90;
  const bool c1_control = lead == 0xC2 && byte(1) < 0xA0;
  return overlong || surrogate || too_large || c1_control ? 0 : length;
}

}  // namespace

std::string in_quotes(std::string_view name) {
  std::string result = "\"";
  while (!name.empty()) {
    if (result.size() > kLongestName) {
      return result + "...\"";
    }
    const std::size_t length = printable_length(name);
    if (length == 0) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(name.front()));
    } else {
      result += name.substr(0, length);
    }
    name.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result + "\"";
}

}  // namespace warplight::io
