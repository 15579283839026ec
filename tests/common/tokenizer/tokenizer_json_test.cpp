// SPDX-License-Identifier: Apache-2.0
#include "tests/common/tokenizer/small_tokenizer.hpp"
#include "tests/refuses.hpp"

namespace warplight::text {

namespace {

using Ids = std::vector<std::int64_t>;
using Json = nlohmann::json;

}  // namespace

TEST_CASE("a small tokenizer.json, by hand", "[tokenizer][json]") {
  const Tokenizer tokenizer = small_tokenizer();
  CHECK(tokenizer.vocab_size() == 264);
  CHECK(tokenizer.encode("", Special::Parse).empty());
  CHECK(tokenizer.encode("low lower", Special::Parse) == Ids{257, 259, 258});
  CHECK(tokenizer.encode("<s>lower<tool>", Special::Parse) == Ids{262, 260, 263});
  CHECK(tokenizer.encode("<s>lower<tool>", Special::AsText) == Ids{'<', 's', '>', 260, 263});
  CHECK(tokenizer.token_id("low") == 257);
  CHECK(tokenizer.token_id("\u0120low") == 259);
  CHECK(tokenizer.token_id("<s>") == 262);
  CHECK_FALSE(tokenizer.token_id("nothing"));
  CHECK(tokenizer.token_bytes(259) == " low");
  CHECK(tokenizer.is_special(262));
  CHECK_FALSE(tokenizer.is_special(263));
  CHECK_FALSE(tokenizer.bos_id());
  CHECK(tokenizer.eos_ids().empty());
}

TEST_CASE("decoding gives the text back", "[tokenizer][json]") {
  const Tokenizer tokenizer = small_tokenizer();
  for (const char* text :
       {"", "a", " low  lower\n", "caf\u00E9 \u4F60\u597D \U0001F642\t<s><tool>", "\r\n\u00AD"}) {
    for (const Special special : {Special::Parse, Special::AsText}) {
      CHECK(tokenizer.decode(tokenizer.encode(text, special)) == text);
    }
  }
  CHECK(tokenizer.decode(Ids{262, 257, 263}, true) == "low<tool>");
  CHECK(refuses([&] { (void)tokenizer.decode(Ids{264}); }, {"small.json", "264"}));
  CHECK(refuses([&] { (void)tokenizer.encode("a\xFF", Special::Parse); }, {"0xFF", "offset 1"}));
}

TEST_CASE("merges may be written as strings or as lists", "[tokenizer][json]") {
  Json json = small_tokenizer_json();
  for (Json& merge : json["model"]["merges"]) {
    const auto written = merge.get<std::string>();
    const std::size_t space = written.find(' ');
    merge = {written.substr(0, space), written.substr(space + 1)};
  }
  const std::string text = "low lower flow";
  CHECK(small_tokenizer(json).encode(text, Special::Parse) ==
        small_tokenizer().encode(text, Special::Parse));
}

TEST_CASE("pre-tokenizers as files combine them", "[tokenizer][json]") {
  Json json = small_tokenizer_json();
  const auto encode = [&](const char* text) {
    return small_tokenizer(json).encode(text, Special::Parse);
  };
  SECTION("a space is put before the text unless the file says no") {
    json["pre_tokenizer"] = {{"type", "ByteLevel"}};
    CHECK(encode("low") == Ids{259});
    CHECK(encode("low<tool>low") == Ids{259, 263, 259});
  }
  SECTION("Split with a regex, ByteLevel without") {
    json["pre_tokenizer"] = {
        {"type", "Sequence"},
        {"pretokenizers",
         {{{"type", "Split"},
           {"pattern", {{"Regex", "l"}}},
           {"behavior", "Isolated"},
           {"invert", false}},
          {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}};
    CHECK(encode("low") == Ids{'l', 261});
  }
  SECTION("Split with a string, which is no regex") {
    json["pre_tokenizer"] = {
        {"type", "Sequence"},
        {"pretokenizers",
         {{{"type", "Split"}, {"pattern", {{"String", "o.w"}}}, {"behavior", "Removed"}},
          {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}};
    CHECK(encode("low lo.wer") == Ids{257, ' ', 'l', 258});
  }
  SECTION("Digits, one by one or together") {
    json["model"]["vocab"]["12"] = 264;
    json["model"]["merges"].push_back("1 2");
    for (const bool individual : {true, false}) {
      json["pre_tokenizer"] = {{"type", "Sequence"},
                               {"pretokenizers",
                                {{{"type", "Digits"}, {"individual_digits", individual}},
                                 {{"type", "ByteLevel"}, {"add_prefix_space", false}}}}};
      CHECK(encode("a12") == (individual ? Ids{'a', '1', '2'} : Ids{'a', 264}));
    }
  }
}

TEST_CASE("a template that begins with a special token names bos", "[tokenizer][json]") {
  Json json = small_tokenizer_json();
  json["post_processor"] = {{"type", "Sequence"},
                            {"processors",
                             {{{"type", "ByteLevel"}},
                              {{"type", "TemplateProcessing"},
                               {"single",
                                {{{"SpecialToken", {{"id", "<s>"}, {"type_id", 0}}}},
                                 {{"Sequence", {{"id", "A"}, {"type_id", 0}}}}}}}}}};
  const Tokenizer tokenizer = small_tokenizer(json);
  CHECK(tokenizer.bos_id() == 262);
  CHECK(tokenizer.adds_bos());
  CHECK(tokenizer.encode("low", Special::Parse) == Ids{257});
}

}  // namespace warplight::text
