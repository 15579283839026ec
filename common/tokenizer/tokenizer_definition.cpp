// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/tokenizer_definition.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::text {

std::pair<std::string_view, std::string_view> split_merge(std::string_view merge,
                                                          std::size_t index,
                                                          const std::string& source) {
  const std::size_t space = merge.find(' ');
  if (space == 0 || space + 1 >= merge.size() ||
      merge.find(' ', space + 1) != std::string_view::npos) {
    throw InputError(fmt::format("{}: merge {} is {}, not two tokens with a space between", source,
                                 index, io::in_quotes(merge)));
  }
  return {merge.substr(0, space), merge.substr(space + 1)};
}

}  // namespace warplight::text
