// SPDX-License-Identifier: Apache-2.0
#include "tests/common/tokenizer/small_tokenizer.hpp"
#include "tests/refuses.hpp"

#include <functional>

namespace warplight::text {

namespace {

using Json = nlohmann::json;

// A change of the good file, and what its refusal must name.
struct Case {
  std::function<void(Json&)> spoil;
  std::string named;
};

void check_refused(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    Json json = small_tokenizer_json();
    c.spoil(json);
    INFO(c.named);
    CHECK(refuses([&] { small_tokenizer(json); }, {"small.json", c.named}));
  }
}

Json sequence(std::initializer_list<Json> steps) {
  return {{"type", "Sequence"}, {"pretokenizers", steps}};
}

}  // namespace

TEST_CASE("text that is no tokenizer.json is refused", "[tokenizer][malformed]") {
  const auto load = [](std::string_view text) { Tokenizer::from_json(text, "f.json"); };
  for (const std::string text :
       {"", "{", "null", "[]", "{}", "{\"model\": 3}", "\xFF", "{\"model\":{}}"}) {
    INFO(text);
    CHECK(refuses([&] { load(text); }, {"f.json"}));
  }
  CHECK(refuses([&] { load(std::string(100000, '[')); }, {"f.json"}));
  const std::string good = small_tokenizer_json().dump();
  for (std::size_t length = 0; length < good.size(); length += 97) {
    CHECK(refuses([&] { load(std::string_view(good).substr(0, length)); }, {"f.json"}));
  }
}

TEST_CASE("ids that cannot be are refused by name", "[tokenizer][malformed]") {
  check_refused({
      {[](Json& j) { j["model"]["vocab"]["lo"] = 257; }, "which another token has too"},
      {[](Json& j) { j["model"]["vocab"]["lo"] = 300; }, "\"lo\" has id 300"},
      {[](Json& j) { j["model"]["vocab"]["lo"] = -1; }, "\"lo\""},
      {[](Json& j) { j["model"]["vocab"]["lo"] = 4294967552; }, "\"lo\""},
      {[](Json& j) { j["model"]["vocab"]["lo"] = 1e300; }, "\"lo\""},
      {[](Json& j) { j["model"]["vocab"]["lo"] = "256"; }, "\"lo\""},
      {[](Json& j) { j["added_tokens"][0]["id"] = 1000; }, "\"<s>\" has id 1000"},
      {[](Json& j) { j["added_tokens"][0]["id"] = 263; }, "which another token has too"},
      {[](Json& j) { j["added_tokens"][0]["id"] = 5; }, "which another token has too"},
      {[](Json& j) { j["added_tokens"][0]["id"] = -1; }, "\"<s>\" has id -1"},
      {[](Json& j) { j["added_tokens"][0]["content"] = "lo"; }, "\"lo\" has id 262, but 256"},
      {[](Json& j) { j["added_tokens"][0]["content"] = "<tool>"; }, "listed twice"},
      {[](Json& j) { j["added_tokens"][0]["content"] = ""; }, "is empty"},
      {[](Json& j) { j["added_tokens"][0].erase("content"); }, "added_tokens[0]: content"},
      {[](Json& j) { j["added_tokens"][1]["lstrip"] = "no"; }, "added_tokens[1]: lstrip"},
      {[](Json& j) { j["added_tokens"][1]["single_word"] = true; }, "single_word"},
      {[](Json& j) { j["added_tokens"] = 7; }, "added_tokens"},
  });
}

TEST_CASE("a model that is not understood is refused by name", "[tokenizer][malformed]") {
  check_refused({
      {[](Json& j) { j["model"]["type"] = "Unigram"; }, "\"Unigram\""},
      {[](Json& j) { j["model"].erase("type"); }, "model.type"},
      {[](Json& j) { j["model"].erase("vocab"); }, "model.vocab"},
      {[](Json& j) { j["model"]["vocab"] = Json::array(); }, "model.vocab"},
      {[](Json& j) { j["model"].erase("merges"); }, "model.merges"},
      {[](Json& j) { j["model"]["merges"][2] = 5; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = "er"; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = " er"; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = "e r r"; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = {"e", "r", "r"}; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = {"e", 3}; }, "merge 2"},
      {[](Json& j) { j["model"]["merges"][2] = "e w"; }, "\"ew\""},
      {[](Json& j) { j["model"]["merges"][2] = "l o"; }, "twice"},
      {[](Json& j) { j["model"]["dropout"] = 0.1; }, "dropout"},
      {[](Json& j) { j["model"]["byte_fallback"] = true; }, "byte_fallback"},
      {[](Json& j) { j["model"]["end_of_word_suffix"] = "</w>"; }, "end_of_word_suffix"},
      {[](Json& j) { j["model"]["continuing_subword_prefix"] = "##"; },
       "continuing_subword_prefix"},
      {[](Json& j) { j["model"]["ignore_merges"] = 1; }, "ignore_merges"},
      {[](Json& j) { j["model"]["unk_token"] = "<unk>"; }, "\"<unk>\""},
      {[](Json& j) { j["model"]["unk_token"] = 3; }, "unk_token"},
  });
}

TEST_CASE("components that are not supported are refused by name", "[tokenizer][malformed]") {
  const Json bytes = {{"type", "ByteLevel"}};
  const auto split = [](const Json& pattern, const char* behavior) -> Json {
    return {{"type", "Split"}, {"pattern", pattern}, {"behavior", behavior}};
  };
  check_refused({
      {[](Json& j) { j.erase("pre_tokenizer"); }, "ByteLevel"},
      {[](Json& j) { j["pre_tokenizer"] = nullptr; }, "ByteLevel"},
      {[](Json& j) { j["pre_tokenizer"] = {{"type", "Metaspace"}}; }, "\"Metaspace\""},
      {[&](Json& j) { j["pre_tokenizer"] = sequence({bytes, {{"type", "Digits"}}}); },
       "behind ByteLevel"},
      {[&](Json& j) { j["pre_tokenizer"] = sequence({sequence({bytes})}); }, "\"Sequence\""},
      {[](Json& j) { j["pre_tokenizer"] = {{"type", "Sequence"}}; }, "pretokenizers"},
      {[](Json& j) { j["pre_tokenizer"] = sequence({3}); }, "pretokenizers[0]"},
      {[&](Json& j) {
         j["pre_tokenizer"] = sequence({split({{"Regex", "("}}, "Isolated"), bytes});
       },
       "regex"},
      {[&](Json& j) {
         j["pre_tokenizer"] = sequence({split({{"Regex", "a*"}}, "Isolated"), bytes});
       },
       "empty"},
      {[&](Json& j) {
         j["pre_tokenizer"] = sequence({split({{"Regex", "a"}}, "Sideways"), bytes});
       },
       "behavior"},
      {[&](Json& j) { j["pre_tokenizer"] = sequence({split({{"Glob", "a"}}, "Isolated"), bytes}); },
       "pattern"},
      {[&](Json& j) { j["pre_tokenizer"] = sequence({split("a", "Isolated"), bytes}); }, "pattern"},
      {[](Json& j) { j["normalizer"] = {{"type", "Lowercase"}}; }, "\"Lowercase\""},
      {[](Json& j) { j["decoder"] = {{"type", "Metaspace"}}; }, "\"Metaspace\""},
      {[](Json& j) { j.erase("decoder"); }, "decoder"},
      {[](Json& j) { j["post_processor"] = {{"type", "TemplateProcessing"}}; }, "single"},
      {[](Json& j) {
         j["post_processor"] = {{"type", "TemplateProcessing"},
                                {"single", {{{"SpecialToken", {{"id", "[CLS]"}}}}}}};
       },
       "\"[CLS]\""},
  });
}

}  // namespace warplight::text
