// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/utf8.hpp"

#include "common/tokenizer/byte_alphabet.hpp"
#include "tests/catch.hpp"
#include "tests/refuses.hpp"

#include <string>

namespace warplight::text {

namespace {

std::string through_stream(const std::string& bytes, std::size_t piece) {
  Utf8Stream stream;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += piece) {
    text += stream.push(bytes.substr(i, piece));
    CHECK(is_utf8(text));
  }
  return text + stream.finish();
}

}  // namespace

TEST_CASE("every code point is written as UTF-8 and recognised again", "[tokenizer][utf8]") {
  for (std::uint32_t code_point = 0; code_point < 0x110000; ++code_point) {
    std::string text;
    append_utf8(code_point, text);
    const bool is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
    if (is_utf8(text) == is_surrogate || code_point_of(text) != code_point) {
      FAIL("code point " << code_point);
    }
  }
}

TEST_CASE("broken UTF-8 is refused with its offset", "[tokenizer][utf8]") {
  CHECK(refuses([] { require_utf8("twelve bytes\xFF"); }, {"0xFF at offset 12"}));
  CHECK(refuses([] { require_utf8("ab\xE4\xBD"); }, {"offset 2", "cut off"}));
  for (const char* broken :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xC3\x28", "\xE4\xBD\x28"}) {
    INFO(broken);
    CHECK_FALSE(is_utf8(broken));
    CHECK_THROWS_AS(require_utf8(broken), InputError);
  }
  CHECK_NOTHROW(require_utf8(std::string_view("nul\0 is fine", 12)));
}

TEST_CASE("a stream gives the same text however its bytes are cut", "[tokenizer][utf8]") {
  const std::string replacement = "\uFFFD";
  // Bytes and what a lossy decoder makes of them: one U+FFFD for the longest part that could have begun a
  // character (Unicode 3.9, table 3-8).
  const std::pair<std::string, std::string> cases[] = {
      {"a\u00E9\u4F60\U0001F642z", "a\u00E9\u4F60\U0001F642z"},
      {"\xF0\x9F\x99", replacement},
      {"\xF0\x9F\x99z", replacement + "z"},
      {"\xE4\xBD\xE4\xBD\xA0", replacement + "\u4F60"},
      {"\xFF\xC0\xAF", replacement + replacement + replacement},
      {"\xED\xA0\x80", replacement + replacement + replacement},
      {"\xF4\x90\x80\x80", replacement + replacement + replacement + replacement},
      {"\x80\xBFx", replacement + replacement + "x"}};
  for (const auto& [bytes, text] : cases) {
    for (std::size_t piece = 1; piece <= 5; ++piece) {
      CHECK(through_stream(bytes, piece) == text);
    }
  }
}

TEST_CASE("the byte alphabet is a bijection between 256 bytes and 256 characters", "[tokenizer]") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
  }
  CHECK(read_bytes(write_bytes(all)) == all);
  CHECK(write_bytes(" the\n") == "\u0120the\u010A");
  CHECK_FALSE(read_bytes(" "));       // stands for nothing: the space is written U+0120
  CHECK_FALSE(read_bytes("\u00AD"));  // the one Latin-1 character behind U+00A0 without a place
  CHECK_FALSE(read_bytes("\u4F60"));
  CHECK_FALSE(read_bytes("\U0001F642"));
  CHECK_FALSE(read_bytes("\u0144"));  // U+0143 is the last
  CHECK(read_bytes("\u0143") == "\xAD");
}

}  // namespace warplight::text
