// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/stream_decoder.hpp"

#include "tests/common/tokenizer/small_tokenizer.hpp"
#include "tests/refuses.hpp"

namespace warplight::text {

TEST_CASE("a character appears with its last byte", "[tokenizer][stream]") {
  const Tokenizer tokenizer = small_tokenizer();
  StreamDecoder decoder(tokenizer);
  CHECK(decoder.push(0xF0).empty());
  CHECK(decoder.push(0x9F).empty());
  CHECK(decoder.push(0x99).empty());
  CHECK(decoder.push(0x82) == "\U0001F642");
  CHECK(decoder.push('!') == "!");
  CHECK(decoder.finish().empty());
}

TEST_CASE("a character that never ends becomes U+FFFD, at the end or when it breaks",
          "[tokenizer][stream]") {
  const Tokenizer tokenizer = small_tokenizer();
  StreamDecoder decoder(tokenizer);
  CHECK(decoder.push(0xE4).empty());
  CHECK(decoder.push('x') == "\uFFFDx");
  CHECK(decoder.push(0xE4).empty());
  CHECK(decoder.finish() == "\uFFFD");
  CHECK(decoder.finish().empty());
}

TEST_CASE("special tokens are shown or left out", "[tokenizer][stream]") {
  const Tokenizer tokenizer = small_tokenizer();
  StreamDecoder skipping(tokenizer);
  CHECK(skipping.push(262).empty());
  CHECK(skipping.push(263) == "<tool>");
  StreamDecoder showing(tokenizer, false);
  CHECK(showing.push(262) == "<s>");
  CHECK(refuses([&] { showing.push(264); }, {"no token 264"}));
  CHECK(refuses([&] { showing.push(-1); }, {"no token -1"}));
}

}  // namespace warplight::text
