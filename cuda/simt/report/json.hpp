// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief As much of JSON as the counters' files use: objects, arrays, strings, non-negative integers, null.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simt::report {

/// A value; what it is not is empty or 0.
struct Json {
  std::uint64_t number = 0;
  std::string text;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;  ///< in their order

  /// The member's value; an empty one if there is none.
  const Json& operator[](std::string_view name) const;
};

/// Throws std::runtime_error, with the offset, if `text` is something else.
Json parse_json(std::string_view text);

}  // namespace simt::report
