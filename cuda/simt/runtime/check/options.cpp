// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/options.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

// What `simtcc --check=LIST` asked for; every instrumented object has the same.
extern "C" __attribute__((weak)) const unsigned simt_build_checks;

namespace simt::check {

const char* const kToolNames[kToolCount] = {"memcheck",  "racecheck", "initcheck",
                                            "synccheck", "leakcheck", "apicheck"};
unsigned tools = 0;

namespace {

constexpr unsigned kAllTools = (1U << kToolCount) - 1;

unsigned tool_of(std::string_view name) {
  if (name == "all") return kAllTools;
  if (name == "none" || name.empty()) return 0;
  for (unsigned i = 0; i < kToolCount; ++i) {
    if (name == kToolNames[i]) return 1U << i;
  }
  std::fprintf(stderr, "simt: SIMT_CHECK: no checker is called '%.*s'\n",
               static_cast<int>(name.size()), name.data());
  std::_Exit(2);
}

unsigned tools_of(std::string_view list) {
  unsigned result = 0;
  while (true) {
    const std::size_t comma = list.find(',');
    result |= tool_of(list.substr(0, comma));
    if (comma == std::string_view::npos) return result;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

void read_options() {
  tools = &simt_build_checks == nullptr ? kAllTools : simt_build_checks;
  const char* narrowed = std::getenv("SIMT_CHECK");
  if (narrowed != nullptr) tools &= tools_of(narrowed) | kCounters;
}

std::string json_path() {
  const char* path = std::getenv("SIMT_JSON");
  return path == nullptr ? "" : path;
}

unsigned print_limit() {
  constexpr unsigned kDefault = 50;
  const char* text = std::getenv("SIMT_LIMIT");
  return text == nullptr ? kDefault : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

}  // namespace simt::check
