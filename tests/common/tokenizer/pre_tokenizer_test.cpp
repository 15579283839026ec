// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/pre_tokenizer.hpp"

#include "common/tokenizer/tokenizer_definition.hpp"
#include "tests/catch.hpp"

#include <string>
#include <vector>

namespace warplight::text {

namespace {

using Strings = std::vector<std::string>;

Strings words(const PreTokenizer& pre_tokenizer, std::string_view text) {
  Strings found;
  pre_tokenizer.split(text, [&](std::string_view word) { found.emplace_back(word); });
  return found;
}

Strings split(SplitBehavior behavior, bool invert, std::string_view text) {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.add_split(Regex("-", "test"), behavior, invert);
  return words(pre_tokenizer, text);
}

}  // namespace

TEST_CASE("the five behaviours cut as tokenizers does", "[tokenizer][pre_tokenizer]") {
  const std::string text = "the-final--countdown";
  using enum SplitBehavior;
  CHECK(split(Removed, false, text) == Strings{"the", "final", "countdown"});
  CHECK(split(Isolated, false, text) == Strings{"the", "-", "final", "-", "-", "countdown"});
  CHECK(split(MergedWithPrevious, false, text) == Strings{"the-", "final-", "-", "countdown"});
  CHECK(split(MergedWithNext, false, text) == Strings{"the", "-final", "-", "-countdown"});
  CHECK(split(Contiguous, false, text) == Strings{"the", "-", "final", "--", "countdown"});
  CHECK(split(Removed, true, text) == Strings{"-", "-", "-"});
  CHECK(split(MergedWithPrevious, true, text) == Strings{"the", "-final", "-", "-countdown"});
  CHECK(split(Isolated, false, "").empty());
  CHECK(split(Isolated, false, "-") == Strings{"-"});
  CHECK(split(MergedWithNext, false, "-a-") == Strings{"-a", "-"});
}

TEST_CASE("GPT-2's regex keeps the space with its word", "[tokenizer][pre_tokenizer]") {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.add_split(Regex(kGpt2Regex, "test"), SplitBehavior::Isolated, false);
  CHECK(words(pre_tokenizer, "I'll  say: 42 times\n\n ok ") ==
        Strings{"I", "'ll", " ", " say", ":", " 42", " times", "\n\n", " ok", " "});
}

TEST_CASE("a step sees the pieces of the step before, not the text", "[tokenizer][pre_tokenizer]") {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.add_split(Regex(kDigitRegex, "test"), SplitBehavior::Isolated, false);
  pre_tokenizer.add_split(Regex(kGpt2Regex, "test"), SplitBehavior::Isolated, false);
  // The space before 4 ends a piece, so that it is left over, and not the digit's.
  CHECK(words(pre_tokenizer, "at 42") == Strings{"at", " ", "4", "2"});
}

TEST_CASE("a prefix space is put before what has none", "[tokenizer][pre_tokenizer]") {
  PreTokenizer pre_tokenizer;
  pre_tokenizer.add_prefix_space();
  CHECK(words(pre_tokenizer, "word") == Strings{" word"});
  CHECK(words(pre_tokenizer, " word") == Strings{" word"});
  CHECK(words(pre_tokenizer, "").empty());
}

}  // namespace warplight::text
