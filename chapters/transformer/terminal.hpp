// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

/// @file
/// @ingroup transformer
/// @brief What stands around the chapter's tables: titles, lines, verdicts.

namespace warplight::chapter {

/// Spaces before every line of a block.
inline constexpr std::size_t kIndent = 3;

/// An empty line, a number and a title.
void print_title(int number, const std::string& title);
/// One indented line.
void print_line(const std::string& text);
/// "OK" or "FAIL" and what was checked. Gives `holds` back.
bool print_verdict(bool holds, const std::string& what);

/// 134515008 as "134,515,008"; not for negative numbers.
std::string grouped(std::int64_t value);

}  // namespace warplight::chapter
