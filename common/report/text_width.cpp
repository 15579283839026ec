// SPDX-License-Identifier: Apache-2.0
#include "common/report/text_width.hpp"

#include "common/tokenizer/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace warplight::report {

namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Unicode's East Asian Width W and F by block: Hangul, CJK, kana, full-width forms, emoji.
constexpr std::array<Range, 18> kWide = {{{0x1100, 0x115F},
                                          {0x231A, 0x231B},
                                          {0x23E9, 0x23EC},
                                          {0x2614, 0x2615},
                                          {0x26A1, 0x26A1},
                                          {0x2705, 0x2705},
                                          {0x274C, 0x274C},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x33FF},
                                          {0x3400, 0x4DBF},
                                          {0x4E00, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};

// Drawn over the character before: combining marks, joiners, variation selectors, skin tones' joiner.
constexpr std::array<Range, 6> kZero = {{{0x0300, 0x036F},
                                         {0x200B, 0x200F},
                                         {0x20D0, 0x20FF},
                                         {0xFE00, 0xFE0F},
                                         {0xFE20, 0xFE2F},
                                         {0xFEFF, 0xFEFF}}};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, std::uint32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

// The first character of the text: its bytes and its columns.
struct Character {
  std::size_t bytes;
  std::size_t columns;
};

Character first_character(std::string_view text) {
  const text::Utf8Front front = text::utf8_front(text);
  if (front.kind != text::Utf8::Character) {
    return {1, 1};
  }
  const std::uint32_t code_point = text::code_point_of(text.substr(0, front.length));
  const std::size_t columns = contains(kZero, code_point) ? 0 : contains(kWide, code_point) ? 2 : 1;
  return {front.length, columns};
}

}  // namespace

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += character.columns;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (text_width(text) <= width) {
    return std::string(text);
  }
  std::size_t kept = 0;
  std::size_t columns = 1;  // of the ellipsis
  for (;;) {
    const Character character = first_character(text.substr(kept));
    if (columns + character.columns > width) {
      return std::string(text.substr(0, kept)) + "\u2026";
    }
    kept += character.bytes;
    columns += character.columns;
  }
}

}  // namespace warplight::report
