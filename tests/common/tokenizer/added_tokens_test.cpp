// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/added_tokens.hpp"

#include "tests/catch.hpp"

#include <sstream>

namespace warplight::text {

namespace {

AddedToken token(std::int64_t id, std::string content, bool special = true) {
  AddedToken added;
  added.id = id;
  added.content = std::move(content);
  added.special = special;
  return added;
}

// Plain pieces as they are, tokens as [id:text].
std::string split(const AddedTokens& tokens,
                  std::string_view text,
                  Special special = Special::Parse) {
  std::ostringstream shown;
  tokens.split(text, special, [&](std::string_view piece, const AddedToken* found) {
    if (found == nullptr) {
      shown << '(' << piece << ')';
    } else {
      shown << '[' << found->id << ':' << piece << ']';
    }
  });
  return shown.str();
}

}  // namespace

TEST_CASE("tokens are found where they stand, the longest first", "[tokenizer][added_tokens]") {
  const AddedTokens tokens(
      {token(1, "<a>"), token(2, "<a><b>"), token(3, "<"), token(4, "\u4F60")});
  CHECK(split(tokens, "").empty());
  CHECK(split(tokens, "x<a>y") == "(x)[1:<a>](y)");
  CHECK(split(tokens, "<a><a><b><a") == "[1:<a>][2:<a><b>][3:<](a)");
  CHECK(split(tokens, "\u4F60\u4F61") == "[4:\u4F60](\u4F61)");
  CHECK(split(AddedTokens(), "<a>") == "(<a>)");
}

TEST_CASE("as text, special tokens are text and others are found", "[tokenizer][added_tokens]") {
  const AddedTokens tokens({token(1, "<a>"), token(2, "<tool>", false)});
  CHECK(split(tokens, "<a><tool><a>", Special::AsText) == "(<a>)[2:<tool>](<a>)");
}

TEST_CASE("stripping tokens take white space with them", "[tokenizer][added_tokens]") {
  AddedToken left = token(1, "<l>");
  left.lstrip = true;
  AddedToken right = token(2, "<r>");
  right.rstrip = true;
  const AddedTokens tokens({left, right});
  CHECK(split(tokens, "a \u3000\n<l> b") == "(a)[1: \u3000\n<l>]( b)");
  CHECK(split(tokens, "a <r>\u00A0\t b") == "(a )[2:<r>\u00A0\t ](b)");
  CHECK(split(tokens, "<r>  <l>") == "[2:<r>  ][1:<l>]");  // a space is taken once
}

TEST_CASE("normalized tokens are looked for in what the others leave",
          "[tokenizer][added_tokens]") {
  AddedToken late = token(1, "ab");
  late.normalized = true;
  const AddedTokens tokens({late, token(2, "bc")});
  CHECK(split(tokens, "abc ab") == "(a)[2:bc]( )[1:ab]");
}

}  // namespace warplight::text
