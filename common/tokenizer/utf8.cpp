// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/utf8.hpp"

#include "common/error.hpp"

#include <cstring>

#include <fmt/format.h>

namespace warplight::text {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What a lead byte promises: how long the character is, and where its second byte may lie. That range
// keeps out overlong forms, surrogates and code points beyond 0x10FFFF.
struct Lead {
  std::size_t length;
  unsigned low;
  unsigned high;
};

Lead lead_of(unsigned byte) {
  if (byte < 0x80) {
    return {1, 0, 0};
  }
  if (byte < 0xC2 || byte > 0xF4) {
    return {0, 0, 0};
  }
  if (byte < 0xE0) {
    return {2, 0x80, 0xBF};
  }
  if (byte < 0xF0) {
    return {3, byte == 0xE0 ? 0xA0u : 0x80u, byte == 0xED ? 0x9Fu : 0xBFu};
  }
  return {4, byte == 0xF0 ? 0x90u : 0x80u, byte == 0xF4 ? 0x8Fu : 0xBFu};
}

}  // namespace

Utf8Front utf8_front(std::string_view bytes) {
  Lead lead = lead_of(static_cast<unsigned char>(bytes[0]));
  if (lead.length == 0) {
    return {Utf8::Broken, 1};
  }
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (i == bytes.size()) {
      return {Utf8::Cut, i};
    }
    const unsigned byte = static_cast<unsigned char>(bytes[i]);
    if (byte < lead.low || byte > lead.high) {
      return {Utf8::Broken, i};
    }
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return {Utf8::Character, lead.length};
}

namespace {

// Offset of the first byte that begins no whole character, or the size of the text.
std::size_t first_fault(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Most text is ASCII: eight bytes at once, none with its upper bit set.
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof word) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & 0x8080808080808080u) == 0) {
        i += sizeof word;
        continue;
      }
    }
    const Utf8Front front = utf8_front(text.substr(i));
    if (front.kind != Utf8::Character) {
      break;
    }
    i += front.length;
  }
  return i;
}

}  // namespace

bool is_utf8(std::string_view text) { return first_fault(text) == text.size(); }

void require_utf8(std::string_view text) {
  const std::size_t fault = first_fault(text);
  if (fault == text.size()) {
    return;
  }
  const bool cut = utf8_front(text.substr(fault)).kind == Utf8::Cut;
  throw InputError(fmt::format("the text is not UTF-8: byte 0x{:02X} at offset {} {}",
                               static_cast<unsigned char>(text[fault]), fault,
                               cut ? "begins a character that is cut off" : "begins no character"));
}

std::uint32_t code_point_of(std::string_view character) {
  // The lead byte of n > 1 bytes holds 7 - n bits, every other byte six.
  const auto lead = static_cast<unsigned char>(character[0]);
  std::uint32_t code_point = character.size() == 1 ? lead : lead & (0x7Fu >> character.size());
  for (const char byte : character.substr(1)) {
    code_point = (code_point << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
  }
  return code_point;
}

void append_utf8(std::uint32_t code_point, std::string& text) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto put_six_bits = [&](int shift) { put(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put_six_bits(0);
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put_six_bits(6);
    put_six_bits(0);
  } else {
    put(0xF0 | (code_point >> 18));
    put_six_bits(12);
    put_six_bits(6);
    put_six_bits(0);
  }
}

std::string Utf8Stream::push(std::string_view bytes) {
  kept_.append(bytes);
  std::string text;
  std::string_view rest = kept_;
  while (!rest.empty()) {
    const Utf8Front front = utf8_front(rest);
    if (front.kind == Utf8::Cut) {
      break;
    }
    text.append(front.kind == Utf8::Character ? rest.substr(0, front.length) : kReplacement);
    rest.remove_prefix(front.length);
  }
  kept_ = std::string(rest);
  return text;
}

std::string Utf8Stream::finish() {
  const std::string text(kept_.empty() ? std::string_view() : kReplacement);
  kept_.clear();
  return text;
}

}  // namespace warplight::text
