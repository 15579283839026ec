// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"
#include "common/tokenizer/chat_template.hpp"
#include "common/tokenizer/stream_decoder.hpp"
#include "common/tokenizer/utf8.hpp"
#include "tests/catch.hpp"
#include "tests/common/tokenizer/recorded.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace warplight::text {

namespace {

Tokenizer smollm2() {
  const char* path = std::getenv("WARPLIGHT_MODEL");
  if (path == nullptr) {
    FAIL("WARPLIGHT_MODEL must name SmolLM2's GGUF file; ./warplight test sets it");
  }
  return Tokenizer::from_gguf(io::GgufFile::open(path));
}

}  // namespace

TEST_CASE("SmolLM2: ids equal to Hugging Face's", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  const auto lines = recorded("smollm2_ids.jsonl");
  REQUIRE(lines.size() >= 500);
  check_recorded(tokenizer, lines);
}

TEST_CASE("SmolLM2: any ids stream to the text that they decode to", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  for (const unsigned seed : {1u, 2u}) {
    std::mt19937 random(seed);
    for (int i = 0; i < 200; ++i) {
      Ids ids(random() % 30);
      const auto below = [&](std::int64_t n) { return static_cast<std::int64_t>(random()) % n; };
      for (std::int64_t& id : ids) {  // single bytes (ids below 252) break characters most often
        id = below(below(2) == 0 ? 252 : tokenizer.vocab_size());
      }
      CHECK(streamed(tokenizer, ids) == tokenizer.decode(ids));
    }
  }
}

TEST_CASE("SmolLM2: special tokens and chat template come from the file", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  CHECK(tokenizer.vocab_size() == 49152);
  CHECK(tokenizer.token_id("<|im_start|>") == 1);
  CHECK(tokenizer.bos_id() == 1);
  CHECK_FALSE(tokenizer.adds_bos());
  CHECK(tokenizer.eos_ids() == Ids{2});
  CHECK(tokenizer.is_special(16));
  CHECK_FALSE(tokenizer.is_special(17));

  const ChatTemplate chat(tokenizer.chat_template().value_or(""), "test");
  const std::vector<Message> messages{{"user", "Why is the sky blue?"}};
  const std::string text = chat.render(messages, true);
  CHECK(text ==
        "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging "
        "Face<|im_end|>\n"
        "<|im_start|>user\nWhy is the sky blue?<|im_end|>\n<|im_start|>assistant\n");
  const Ids ids = tokenizer.encode(text, Special::Parse);
  CHECK(std::count(ids.begin(), ids.end(), 1) == 3);
  CHECK(std::count(ids.begin(), ids.end(), 2) == 2);
  CHECK(tokenizer.decode(ids) == text);
}

TEST_CASE("SmolLM2: a megabyte without a space takes no quadratic time", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  for (const char* part : {"a", "ab", "\u4F60", " ", "\n", "!", "1"}) {
    std::string text;
    while (text.size() < 1 << 20) {
      text += part;
    }
    CHECK(tokenizer.decode(tokenizer.encode(text, Special::Parse)) == text);
  }
}

}  // namespace warplight::text
