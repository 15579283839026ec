// SPDX-License-Identifier: Apache-2.0
#include "report/format.hpp"

#include <cstdio>

namespace simt::report {
namespace {

/// Three significant digits, or all before the point.
std::string significant(double value) {
  return fixed(value, value < 10 ? 2 : (value < 100 ? 1 : 0));
}

}  // namespace

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof(text), "%.*f", digits, value);
  return text;
}

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string bytes_text(double bytes) {
  constexpr double kStep = 1024;
  if (bytes < kStep) return fixed(bytes, 0) + " B";
  for (const char* unit : {" KiB", " MiB", " GiB"}) {
    bytes /= kStep;
    if (bytes < kStep) return significant(bytes) + unit;
  }
  return significant(bytes / kStep) + " TiB";
}

std::string seconds_text(double seconds) {
  constexpr double kMilli = 1e-3;
  constexpr double kMicro = 1e-6;
  constexpr double kNano = 1e-9;
  if (seconds < kMicro) return significant(seconds / kNano) + " ns";
  if (seconds < kMilli) return significant(seconds / kMicro) + " us";
  if (seconds < 1) return significant(seconds / kMilli) + " ms";
  return significant(seconds) + " s";
}

std::string percent_text(double part, double whole) {
  constexpr double kHundred = 100;
  return whole == 0 ? "-" : fixed(kHundred * part / whole, 1) + " %";
}

}  // namespace simt::report
