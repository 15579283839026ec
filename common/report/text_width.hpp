// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// @file
/// @ingroup report
/// @brief How wide text is on a terminal: Chinese characters and emoji take two columns.

/// @defgroup report Reports
/// @ingroup common
/// @brief What programs print and leave behind: tables, progress, results for plots, in English or Chinese.

namespace warplight::report {

/// Columns that a terminal gives to UTF-8 text. Bytes that are no character count one each.
std::size_t text_width(std::string_view text);

/// The text, cut to at most `width` columns (at least 1); what was cut ends in "…".
std::string cut_to_width(std::string_view text, std::size_t width);

}  // namespace warplight::report
