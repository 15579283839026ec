// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// @file
/// @ingroup io
/// @brief Names that come from a file, made fit for a message.

namespace warplight::io {

/// The name in double quotes, with control characters, quotes and broken UTF-8 as `\xNN` and a long
/// name cut short: a file that lies must not get to write on the reader's terminal.
std::string in_quotes(std::string_view name);

}  // namespace warplight::io
