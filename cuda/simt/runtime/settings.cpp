// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace simt {
namespace {

std::optional<std::uint64_t> number(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr || *text == '\0') return std::nullopt;
  std::uint64_t value = 0;
  const char* end = text + std::strlen(text);
  const auto result = std::from_chars(text, end, value);
  if (result.ec != std::errc{} || result.ptr != end) {
    std::fprintf(stderr, "simt: %s has to be a number, not '%s'\n", name, text);
    std::exit(2);
  }
  return value;
}

Settings read_settings() {
  const std::uint64_t cores = std::thread::hardware_concurrency();
  const std::uint64_t workers = number("SIMT_WORKERS").value_or(cores);
  return {workers == 0 ? 1U : static_cast<unsigned>(workers), number("SIMT_SEED")};
}

}  // namespace

const Settings& settings() {
  static const Settings the_settings = read_settings();
  return the_settings;
}

}  // namespace simt
