// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// @file
/// @ingroup tokenizer
/// @brief How byte-level tokenizer files write bytes: one visible character for each of the 256.

namespace warplight::text {

/// Writes bytes in the alphabet: visible Latin-1 characters stand for themselves, the other 68 bytes
/// (controls, spaces, 0xAD) for U+0100 onwards, in order. So " t" is written "\u0120t" (shown as Ġt).
/// Source: GPT-2's encoder, bytes_to_unicode.
std::string write_bytes(std::string_view bytes);

/// The bytes that a token is written for; nothing if it holds a character outside of the alphabet.
std::optional<std::string> read_bytes(std::string_view written);

}  // namespace warplight::text
