// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// @file
/// @ingroup tokenizer
/// @brief UTF-8: checking it, and decoding bytes that arrive in pieces.

/// @defgroup tokenizer Tokenizer
/// @ingroup common
/// @brief Byte-level BPE: text to token ids and back, and chat templates.

namespace warplight::text {

/// What the front of a byte string is: a character, bytes that cannot become one, or the beginning of
/// a character whose end is still missing.
enum class Utf8 : std::uint8_t { Character, Broken, Cut };

/// The front of a byte string and how many bytes it takes.
struct Utf8Front {
  Utf8 kind;           ///< what it is
  std::size_t length;  ///< in bytes
};

/// Looks at the front of `bytes`, which must not be empty. Of broken bytes it takes the longest part that
/// could have begun a character: what the Unicode standard (3.9, "maximal subpart") replaces by a
/// single U+FFFD.
Utf8Front utf8_front(std::string_view bytes);

/// True if `text` is UTF-8.
bool is_utf8(std::string_view text);

/// Throws InputError, naming the byte and its offset, unless `text` is UTF-8.
void require_utf8(std::string_view text);

/// The code point of a whole character, as utf8_front() found it.
std::uint32_t code_point_of(std::string_view character);

/// Appends a code point below 0x110000 as UTF-8.
void append_utf8(std::uint32_t code_point, std::string& text);

/// Turns bytes that arrive in any pieces into UTF-8 text. Broken bytes become U+FFFD.
class Utf8Stream {
 public:
  /// Takes more bytes; returns the characters that they complete. A character that is cut is kept back.
  std::string push(std::string_view bytes);
  /// The end: returns U+FFFD if a character was still cut, else nothing.
  std::string finish();

 private:
  std::string kept_;
};

}  // namespace warplight::text
