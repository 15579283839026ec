// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Numbers as people read them.

#include <cstdint>
#include <string>

namespace simt::report {

/// "1,234,567"
std::string grouped(std::uint64_t value);
/// "640 B", "16.0 KiB", "1.50 MiB"
std::string bytes_text(double bytes);
/// "520 ns", "13.4 us", "1.20 ms"
std::string seconds_text(double seconds);
/// "87.5 %"; "-" if `whole` is 0.
std::string percent_text(double part, double whole);
/// With so many digits behind the point.
std::string fixed(double value, int digits);

}  // namespace simt::report
