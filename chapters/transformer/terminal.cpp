// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/terminal.hpp"

#include <fmt/format.h>

namespace warplight::chapter {

void print_title(int number, const std::string& title) { fmt::print("\n{}  {}\n", number, title); }

void print_line(const std::string& text) { fmt::print("{:{}}{}\n", "", kIndent, text); }

bool print_verdict(bool holds, const std::string& what) {
  print_line(fmt::format("{:<5}{}", holds ? "OK" : "FAIL", what));
  return holds;
}

std::string grouped(std::int64_t value) {
  return value < 1000 ? std::to_string(value)
                      : fmt::format("{},{:03}", grouped(value / 1000), value % 1000);
}

}  // namespace warplight::chapter
