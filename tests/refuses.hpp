// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/error.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

/// @file
/// @brief How tests ask for a good refusal: an InputError of one line whose message names what is wrong.

namespace warplight {

/// True if the call throws an InputError whose message holds every one of `named`.
template <class Call>
bool refuses(Call&& call, std::initializer_list<std::string_view> named) {
  try {
    call();
  } catch (const InputError& error) {
    const std::string message = error.what();
    UNSCOPED_INFO(message);
    return message.find('\n') == std::string::npos &&
           std::all_of(named.begin(), named.end(), [&](std::string_view part) {
             return message.find(part) != std::string::npos;
           });
  }
  return false;
}

}  // namespace warplight
