// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Parts of the page.

#include <string>
#include <string_view>

#include "report/counters_file.hpp"

namespace simt::report {

/// With <, >, & and quotes written as HTML wants them.
std::string escaped(std::string_view text);

/// Each source file that the counters name, with what its lines do; empty if they name none.
std::string listing_html(const CountersFile& counters, const std::string& counters_path);

}  // namespace simt::report
