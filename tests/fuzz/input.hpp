// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// @file
/// @brief What every fuzzer does with its bytes.

/// What libFuzzer calls with each input; it wants 0 back.
// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace warplight::fuzz {

/// The input as text.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The input in memory of its own, so that AddressSanitizer sees one byte too far.
inline std::vector<std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  return {begin, begin + size};
}

/// Runs a parser. That it refuses its input is right; anything else that is thrown is a finding.
template <class Parse>
void run(const Parse& parse) {
  try {
    parse();
  } catch (const InputError&) {
    return;
  }
}

}  // namespace warplight::fuzz
