// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/chat_template.hpp"
#include "tests/common/tokenizer/recorded.hpp"

namespace warplight::text {

TEST_CASE("the embedded model: ids equal to Hugging Face's", "[tokenizer][tiny]") {
  const Tokenizer tokenizer = Tokenizer::from_hf_folder(WARPLIGHT_SOURCE_DIR "/models/tiny");
  const auto lines = recorded("tiny_ids.jsonl");
  REQUIRE(lines.size() >= 100);
  check_recorded(tokenizer, lines);
}

TEST_CASE("the embedded model: bos, eos and chat template stand beside the tokenizer",
          "[tokenizer][tiny]") {
  const Tokenizer tokenizer = Tokenizer::from_hf_folder(WARPLIGHT_SOURCE_DIR "/models/tiny");
  CHECK(tokenizer.bos_id() == tokenizer.token_id("<|im_start|>"));
  CHECK(tokenizer.eos_ids() == Ids{2});
  const ChatTemplate chat(tokenizer.chat_template().value_or(""), "test");
  const std::vector<Message> messages{{"system", "Be brief."}, {"user", "Hi"}};
  CHECK(chat.render(messages, true) ==
        "<|im_start|>system\nBe "
        "brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
}

}  // namespace warplight::text
