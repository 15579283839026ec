// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/byte_alphabet.hpp"

#include "common/tokenizer/utf8.hpp"

#include <array>
#include <cstdint>

namespace warplight::text {

namespace {

constexpr std::uint32_t kFirstSubstitute = 0x100;
constexpr std::uint32_t kSubstitutes = 68;

constexpr bool stands_for_itself(std::uint32_t byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

struct Alphabet {
  std::array<std::uint32_t, 256> character_of{};                        // byte -> code point
  std::array<std::int16_t, kFirstSubstitute + kSubstitutes> byte_of{};  // code point -> byte, or -1
};

constexpr Alphabet make_alphabet() {
  Alphabet alphabet;
  alphabet.byte_of.fill(-1);
  std::uint32_t next_substitute = kFirstSubstitute;
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    const std::uint32_t character = stands_for_itself(byte) ? byte : next_substitute++;
    alphabet.character_of[byte] = character;
    alphabet.byte_of[character] = static_cast<std::int16_t>(byte);
  }
  return alphabet;
}

constexpr Alphabet kAlphabet = make_alphabet();

}  // namespace

std::string write_bytes(std::string_view bytes) {
  std::string written;
  written.reserve(bytes.size());
  for (const char byte : bytes) {
    append_utf8(kAlphabet.character_of[static_cast<unsigned char>(byte)], written);
  }
  return written;
}

std::optional<std::string> read_bytes(std::string_view written) {
  std::string bytes;
  bytes.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    std::uint32_t character = static_cast<unsigned char>(written[i]);
    if (character >= 0x80) {  // the alphabet ends below U+0800: at most two bytes
      if (character < 0xC0 || character >= 0xE0 || i + 1 == written.size()) {
        return std::nullopt;
      }
      character = ((character & 0x1F) << 6) | (static_cast<unsigned char>(written[++i]) & 0x3Fu);
    }
    if (character >= kAlphabet.byte_of.size() || kAlphabet.byte_of[character] < 0) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<char>(kAlphabet.byte_of[character]));
  }
  return bytes;
}

}  // namespace warplight::text
