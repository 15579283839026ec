// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/tokenizer.hpp"
#include "tests/fuzz/input.hpp"

/// @file
/// @brief Any bytes as a tokenizer.json, and behind the first zero byte a text to encode with it: refused,
/// or the ids are ids and decode to something.

namespace {

using namespace warplight;

void encode_and_decode(const text::Tokenizer& tokenizer, std::string_view text) {
  for (const auto special : {text::Special::Parse, text::Special::AsText}) {
    fuzz::run([&] {
      const std::vector<std::int64_t> ids = tokenizer.encode(text, special);
      (void)tokenizer.decode(ids);
      (void)tokenizer.decode(ids, true);
    });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const std::size_t zero = input.find('\0');
  fuzz::run([&] {
    const auto tokenizer = text::Tokenizer::from_json(input.substr(0, zero), "tokenizer.json");
    encode_and_decode(tokenizer, "It's 2025 now,\n\t \u8bcd\u8bed \U0001F642<s> \xCC\x81");
    if (zero != std::string_view::npos) {
      encode_and_decode(tokenizer, input.substr(zero + 1));
    }
  });
  return 0;
}
