// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"
#include "common/tokenizer/chat_template.hpp"
#include "common/tokenizer/stream_decoder.hpp"
#include "common/tokenizer/utf8.hpp"
#include "tests/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <random>

#include <nlohmann/json.hpp>

namespace warplight::text {

namespace {

using Ids = std::vector<std::int64_t>;

Tokenizer smollm2() {
  const char* path = std::getenv("WARPLIGHT_MODEL");
  if (path == nullptr) {
    FAIL("WARPLIGHT_MODEL must name SmolLM2's GGUF file; ./warplight test sets it");
  }
  return Tokenizer::from_gguf(io::GgufFile::open(path));
}

// What Hugging Face gives for a line of the corpus; see record_ids.py.
struct Recorded {
  std::string text;
  Ids ids;
  Ids ids_plain;
  bool lossless;
};

std::vector<Recorded> recorded(const char* name) {
  std::ifstream file(std::string(WARPLIGHT_SOURCE_DIR "/tests/common/tokenizer/data/") + name);
  std::vector<Recorded> lines;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    lines.push_back({json.at("text"), json.at("ids"), json.at("ids_plain"), json.at("lossless")});
  }
  return lines;
}

// Pushes ids one by one; every piece must be UTF-8.
std::string streamed(const Tokenizer& tokenizer, const Ids& ids) {
  StreamDecoder decoder(tokenizer, false);
  std::string text;
  for (const std::int64_t id : ids) {
    const std::string piece = decoder.push(id);
    if (!is_utf8(piece)) {
      FAIL("the piece of token " << id << " is not UTF-8");
    }
    text += piece;
  }
  return text + decoder.finish();
}

}  // namespace

TEST_CASE("SmolLM2: ids equal to Hugging Face's", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  const auto lines = recorded("smollm2_ids.jsonl");
  REQUIRE(lines.size() >= 500);
  for (const Recorded& line : lines) {
    INFO(line.text);
    CHECK(tokenizer.encode(line.text, Special::Parse) == line.ids);
    CHECK(tokenizer.encode(line.text, Special::AsText) == line.ids_plain);
    CHECK((tokenizer.decode(line.ids) == line.text) == line.lossless);
    CHECK((tokenizer.decode(line.ids_plain) == line.text) == line.lossless);
    CHECK(streamed(tokenizer, line.ids) == tokenizer.decode(line.ids));
  }
}

TEST_CASE("SmolLM2: any ids stream to the text that they decode to", "[tokenizer][smollm2]") {
  const Tokenizer tokenizer = smollm2();
  for (const unsigned seed : {1u, 2u}) {
    std::mt19937 random(seed);
    for (int i = 0; i < 200; ++i) {
      Ids ids(random() % 30);
      for (std::int64_t& id : ids) {  // single bytes (ids below 252) break characters most often
        id = random() % 2 == 0 ? random() % 252 : random() % tokenizer.vocab_size();
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

  const ChatTemplate chat(tokenizer.chat_template().value(), "test");
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
