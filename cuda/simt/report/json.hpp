// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief As much of JSON as the counters' files use: objects, arrays, strings, non-negative integers, null.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace simt::report {

/// A value; what it is not is empty or 0.
struct Json {
  std::uint64_t number = 0;
  std::string text;
  std::vector<std::string> names;  ///< of an object's members, in their order
  std::vector<Json> items;         ///< their values; or those of an array

  /// The member's value; an empty one if there is none.
  const Json& operator[](std::string_view name) const;
};

/// Throws std::runtime_error, with the offset, if `text` is something else.
Json parse_json(std::string_view text);

}  // namespace simt::report
