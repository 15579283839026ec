// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/jinja.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace warplight::text {

namespace {

constexpr std::string_view kSpaces = " \t\n\r";

[[noreturn]] void refuse(const std::string& source, const std::string& why) {
  throw InputError(fmt::format("{}: the chat template {}", source, why));
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Where the string literal that begins at `begin` ends (its closing quote).
std::size_t closing_quote(std::string_view code, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < code.size() && code[i] != code[begin]) {
    i += code[i] == '\\' ? 2 : 1;
  }
  return i;
}

std::string read_string(std::string_view inside, const std::string& source) {
  static constexpr std::string_view kEscapes = "nrt\\'\"";
  static constexpr std::string_view kMeanings = "\n\r\t\\'\"";
  std::string text;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] != '\\') {
      text += inside[i];
      continue;
    }
    const std::size_t escape = kEscapes.find(inside[++i]);
    if (escape == std::string_view::npos) {
      refuse(source, fmt::format("has the escape \\{}, which is not supported", inside[i]));
    }
    text += kMeanings[escape];
  }
  return text;
}

// Where `end` ("}}", "%}", "#}") stands outside of string literals.
std::size_t find_end(std::string_view text, std::size_t from, std::string_view end) {
  while (from < text.size() && text.substr(from, end.size()) != end) {
    const bool is_string = end[0] != '#' && (text[from] == '\'' || text[from] == '"');
    from = (is_string ? closing_quote(text, from) : from) + 1;
  }
  return from < text.size() ? from : std::string_view::npos;
}

void strip_back(std::string& text, std::string_view spaces) {
  text.erase(text.find_last_not_of(spaces) + 1);
}

// Takes the indentation off the end of `text` if nothing else stands in its last line.
void strip_indentation(std::string& text, bool is_first) {
  const std::size_t last = text.find_last_not_of(" \t");
  if (last == std::string::npos ? is_first : text[last] == '\n') {
    text.erase(last + 1);
  }
}

}  // namespace

std::vector<JinjaToken> jinja_tokens(std::string_view code, const std::string& source) {
  std::vector<JinjaToken> tokens;
  const auto symbol = [&](std::string_view text) { tokens.push_back({false, std::string(text)}); };
  for (std::size_t i = 0; i < code.size();) {
    std::size_t end = i + 1;
    if (kSpaces.find(code[i]) != std::string_view::npos) {
      i = end;
      continue;
    }
    if (code[i] == '\'' || code[i] == '"') {
      end = closing_quote(code, i) + 1;
      if (end > code.size()) {
        refuse(source, "has a string that does not end");
      }
      tokens.push_back({true, read_string(code.substr(i + 1, end - i - 2), source)});
    } else if (is_word(code[i])) {
      while (end < code.size() && is_word(code[end])) {
        ++end;
      }
      const bool is_attribute = !tokens.empty() && tokens.back() == JinjaToken{false, "."};
      if (is_attribute) {
        tokens.back().text = "[";
        tokens.push_back({true, std::string(code.substr(i, end - i))});
        symbol("]");
      } else {
        symbol(code.substr(i, end - i));
      }
    } else {
      const std::string_view two = code.substr(i, 2);
      end += two == "!=" || two == "==" ? 1 : 0;
      symbol(code.substr(i, end - i));
    }
    i = end;
  }
  return tokens;
}

std::vector<JinjaBlock> parse_jinja(std::string_view text, const std::string& source) {
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  std::vector<JinjaBlock> blocks;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) {
      blocks.push_back({JinjaBlock::Kind::Text, plain, {}});
      plain.clear();
    }
  };
  bool strip_front = false;  // of the text that follows
  while (!text.empty()) {
    const std::string_view open = text.substr(0, 2);
    if (open != "{{" && open != "{%" && open != "{#") {
      if (!strip_front || kSpaces.find(text[0]) == std::string_view::npos) {
        plain += text[0];
        strip_front = false;
      }
      text.remove_prefix(1);
      continue;
    }
    const std::string close{open[1] == '{' ? '}' : open[1], '}'};
    const std::size_t end = find_end(text, 2, close);
    if (end == std::string_view::npos) {
      refuse(source, fmt::format("has a block that does not end: {}", io::in_quotes(text)));
    }
    std::string_view code = text.substr(2, end - 2);
    text.remove_prefix(end + 2);

    if (code.starts_with('-')) {
      strip_back(plain, kSpaces);
      code.remove_prefix(1);
    } else if (open != "{{") {
      strip_indentation(plain, blocks.empty());
    }
    flush();
    strip_front = code.ends_with('-');
    if (strip_front) {
      code.remove_suffix(1);
    } else if (open != "{{" && text.starts_with('\n')) {
      text.remove_prefix(1);
    }
    if (open != "{#") {
      const auto kind = open == "{{" ? JinjaBlock::Kind::Output : JinjaBlock::Kind::Statement;
      blocks.push_back({kind, std::string(code), jinja_tokens(code, source)});
    }
  }
  flush();
  return blocks;
}

}  // namespace warplight::text
