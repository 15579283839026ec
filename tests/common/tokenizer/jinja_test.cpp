// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/jinja.hpp"

#include "tests/refuses.hpp"

namespace warplight::text {

namespace {

// Text as it is, output and statements in their brackets.
std::string shown(std::string_view text) {
  std::string all;
  for (const JinjaBlock& block : parse_jinja(text, "test")) {
    const bool is_output = block.kind == JinjaBlock::Kind::Output;
    all += block.kind == JinjaBlock::Kind::Text ? block.text
           : is_output                          ? "{{" + block.text + "}}"
                                                : "{%" + block.text + "%}";
  }
  return all;
}

}  // namespace

TEST_CASE("white space goes where Jinja's trim_blocks and lstrip_blocks take it",
          "[tokenizer][jinja]") {
  CHECK(shown("a {%x%} b") == "a {%x%} b");
  CHECK(shown("a\n  {%x%}\n b\n\n") == "a\n{%x%} b\n");
  CHECK(shown("  {%x%}\n\nb") == "{%x%}\nb");
  CHECK(shown("a \n {{x}}\n b") == "a \n {{x}}\n b");
  CHECK(shown("a \n {{-x-}}\n b") == "a{{x}}b");
  CHECK(shown("a \n {%-x-%}\n\n b") == "a{%x%}b");
  CHECK(shown("a {# no #} b{#- no -#} c") == "a  bc");
  CHECK(shown("{{'}}'}}{%'%}'%}") == "{{'}}'}}{%'%}'%}");
}

TEST_CASE("tokens compare whatever their quotes and spaces", "[tokenizer][jinja]") {
  const auto tokens = [](std::string_view code) { return jinja_tokens(code, "test"); };
  CHECK(tokens("m['role']!= \"a\\n\"") == tokens(" m [ \"role\" ] != 'a\n' "));
  CHECK(tokens("m.role") == tokens("m['role']"));
  CHECK(tokens("m['role']") != tokens("m[role]"));
}

TEST_CASE("templates that do not end are refused", "[tokenizer][jinja]") {
  for (const char* text : {"{{", "{% if", "{# ", "{{ 'a }}", "{{ '\\", "{{ 'a\\' }}"}) {
    INFO(text);
    CHECK(refuses([&] { parse_jinja(text, "f.json"); }, {"f.json"}));
  }
  CHECK(refuses([&] { parse_jinja(R"({{ '\q' }})", "f.json"); }, {"f.json", "\\q"}));
}

}  // namespace warplight::text
