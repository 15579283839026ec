// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/regex.hpp"

#include "common/error.hpp"
#include "common/tokenizer/regex_translate.hpp"
#include "tests/catch.hpp"
#include "tests/refuses.hpp"

#include <string>
#include <vector>

namespace warplight::text {

namespace {

std::vector<std::string> matches(const std::string& pattern, std::string_view text) {
  const Regex regex(pattern, "test");
  Regex::Matches walk(regex, text);
  std::vector<std::string> found;
  while (walk.next()) {
    found.emplace_back(text.substr(walk.begin(), walk.end() - walk.begin()));
  }
  return found;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("classes follow Unicode", "[tokenizer][regex]") {
  CHECK(matches(R"(\p{L}+)", "caf\u00E9 \u4F60\u597D 12") == Strings{"caf\u00E9", "\u4F60\u597D"});
  CHECK(matches(R"(\p{N})", "1\u00BD\u0663x") == Strings{"1", "\u00BD", "\u0663"});
  CHECK(matches(R"((?i:'S))", "'s'S'\u017F") == Strings{"'s", "'S", "'\u017F"});
}

TEST_CASE("white space is Unicode's White_Space", "[tokenizer][regex]") {
  for (const char* space :
       {"\t", "\v", "\u0085", "\u00A0", "\u1680", "\u200A", "\u2028", "\u3000"}) {
    CHECK(matches(R"(\s)", space).size() == 1);
    CHECK(matches(R"([^\S])", space).size() == 1);
    CHECK(matches(R"(\S)", space).empty());
  }
  // Mongolian vowel separator, zero-width space, word joiner, byte order mark, unit separator.
  for (const char* no_space : {"\u180E", "\u200B", "\u2060", "\uFEFF", "\x1F"}) {
    CHECK(matches(R"(\s)", no_space).empty());
    CHECK(matches(R"([^\s])", no_space).size() == 1);
  }
}

TEST_CASE("escapes of code points are translated", "[tokenizer][regex]") {
  CHECK(matches(R"([\u4E00-\u9FFF]+)", "a\u4F60\u597Db") == Strings{"\u4F60\u597D"});
  CHECK(matches(R"(\x{1F642})", "a\U0001F642") == Strings{"\U0001F642"});
}

TEST_CASE("quoted text matches itself alone", "[tokenizer][regex]") {
  const std::string text = R"(a.b*[x]\d {2}|^$ é)";
  CHECK(matches(quote_regex(text), "-" + text + "-") == Strings{text});
}

TEST_CASE("what PCRE2 and Oniguruma read differently is refused by name", "[tokenizer][regex]") {
  const std::pair<const char*, const char*> cases[] = {
      {R"(^a)", "^"},         {R"(a$)", "$"},       {R"(\bword)", "\\b"},  {R"(\w+)", "\\w"},
      {R"(\p{Han})", "Han"},  {R"(\p{^L})", "\\p"}, {R"(a{2}+)", "{2}+"},  {R"(a{2}?)", "{2}?"},
      {R"(a{,2})", "{"},      {R"([a[b]])", "["},   {R"([a-z&&b])", "&&"}, {R"((?<n>a))", "(?<n"},
      {R"((*FAIL))", "(*FA"}, {R"((?R))", "(?R)"},  {R"((a)\1)", "\\1"},   {R"(\Ka)", "\\K"},
      {R"((?m:a))", "(?m:"},  {R"(\x41)", "\\x"},   {R"(\uD)", "\\u"},     {R"(\)", "backslash"}};
  for (const auto& [pattern, named] : cases) {
    CHECK(refuses([&] { Regex(pattern, "file.json"); }, {"file.json", named}));
  }
}

TEST_CASE("wrong patterns are refused", "[tokenizer][regex]") {
  for (const char* pattern : {"(", ")", "[a", "[]", "[^]", "a**", "+", "[z-a]", R"(\u{110000})",
                              R"(\x{110000})", "a{99999}", "", "a*", "a|", R"(\s*)", "(?=a)"}) {
    INFO(pattern);
    CHECK_THROWS_AS(Regex(pattern, "test"), InputError);
  }
  CHECK_THROWS_AS(Regex(std::string(5000, 'a'), "test"), InputError);
  CHECK_THROWS_AS(Regex(std::string(1000, '(') + "a" + std::string(1000, ')'), "test"), InputError);
}

TEST_CASE("a pattern that backtracks without end gives up", "[tokenizer][regex]") {
  CHECK_THROWS_AS(matches(R"((?:a|aa|a+)+\p{N})", std::string(60, 'a')), InputError);
}

}  // namespace warplight::text
