// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/regex_translate.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace warplight::text {

namespace {

// Longer than any tokenizer's (they have up to some 400 bytes); bounds what compiling can cost.
constexpr std::size_t kLongestPattern = 4096;

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_punctuation(char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }

class Translator {
 public:
  Translator(std::string_view pattern, std::string_view source)
      : pattern_(pattern), source_(source), rest_(pattern) {}

  std::string run() {
    if (pattern_.size() > kLongestPattern) {
      refuse(fmt::format("is longer than {} bytes", kLongestPattern));
    }
    while (!rest_.empty()) {
      const char c = rest_[0];
      if (c == '\\') {
        escape();
      } else if (c == '[') {
        character_class();
      } else if (c == '(') {
        group();
      } else if (c == '{') {
        count();
      } else if (c == '^' || c == '$') {  // line anchors here, anchors of the text in PCRE2
        unsupported(rest_.substr(0, 1));
      } else {
        take(1);
      }
    }
    return std::move(output_);
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw InputError(fmt::format("{}: the pre-tokenizer's regex {} {}", source_,
                                 pattern_in_quotes(pattern_), why));
  }
  [[noreturn]] void unsupported(std::string_view what) const {
    refuse(fmt::format("uses {}, which is not supported", pattern_in_quotes(what)));
  }

  void take(std::size_t bytes) {
    output_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }
  void replace(std::size_t bytes, std::string_view replacement) {
    output_ += replacement;
    rest_.remove_prefix(bytes);
  }

  void escape() {
    if (rest_.size() < 2) {
      refuse("ends in a backslash");
    }
    const char c = rest_[1];
    // PCRE2's \s also takes U+180E, which is no white space since Unicode 6.3.
    if (c == 's') {
      replace(2, R"(\p{White_Space})");
    } else if (c == 'S') {
      replace(2, R"(\P{White_Space})");
    } else if (c == 'p' || c == 'P') {
      property();
    } else if (c == 'u' || c == 'x') {
      code_point();
    } else if (is_punctuation(c) || std::string_view("dDrntf").find(c) != std::string_view::npos) {
      take(2);
    } else {
      unsupported(rest_.substr(0, 2));
    }
  }

  // General categories only: PCRE2 reads \p{Han} as the characters that Han text uses, Oniguruma as
  // those that no other script uses.
  void property() {
    const std::size_t end = rest_.find('}');
    const std::string_view whole = rest_.substr(0, end == std::string_view::npos ? 2 : end + 1);
    const bool is_category =
        (whole.size() == 5 || (whole.size() == 6 && whole[4] >= 'a' && whole[4] <= 'z')) &&
        whole[2] == '{' && std::string_view("LMNPSZC").find(whole[3]) != std::string_view::npos;
    if (!is_category) {
      unsupported(whole);
    }
    take(whole.size());
  }

  // \uHHHH or \x{H...}
  void code_point() {
    std::string_view digits = rest_.substr(2, 4);
    std::size_t length = 6;
    if (rest_[1] == 'x') {
      const std::size_t end = rest_.find('}');
      if (rest_.substr(2, 1) != "{" || end == std::string_view::npos) {
        unsupported(R"(\x)");
      }
      digits = rest_.substr(3, end - 3);
      length = end + 1;
    }
    const bool well_formed = !digits.empty() && digits.size() <= 6 &&
                             (rest_[1] == 'x' || digits.size() == 4) &&
                             std::all_of(digits.begin(), digits.end(), is_hex);
    if (!well_formed) {
      unsupported(rest_.substr(0, std::min(length, rest_.size())));
    }
    replace(length, fmt::format("\\x{{{}}}", digits));
  }

  void character_class() {
    take(rest_.substr(0, 2) == "[^" ? 2 : 1);
    bool empty = true;
    while (rest_.substr(0, 1) != "]") {
      if (rest_.empty()) {
        refuse("leaves a character class open");
      }
      if (rest_[0] == '\\') {
        escape();
      } else if (rest_[0] == '[' || rest_.substr(0, 2) == "&&") {  // sets of sets
        unsupported(rest_.substr(0, 2));
      } else {
        take(1);
      }
      empty = false;
    }
    if (empty) {
      refuse("has an empty character class");
    }
    take(1);
  }

  void group() {
    static constexpr std::array<std::string_view, 7> kGroups = {
        "(?:", "(?i:", "(?>", "(?=", "(?!", "(?<=", "(?<!"};
    const std::string_view next = rest_.substr(1, 1);
    if (next != "?" && next != "*") {
      take(1);
      return;
    }
    for (const std::string_view known : kGroups) {
      if (rest_.substr(0, known.size()) == known) {
        take(known.size());
        return;
      }
    }
    unsupported(rest_.substr(0, 4));
  }

  // {n} {n,} {n,m}. A plus or question mark behind it repeats the count in Oniguruma; in PCRE2 it changes how
  // greedy the count is.
  void count() {
    std::size_t length = 1;
    while (length < rest_.size() && (is_digit(rest_[length]) || rest_[length] == ',')) {
      ++length;
    }
    const std::string_view inside = rest_.substr(1, length - 1);
    const bool well_formed = rest_.substr(length, 1) == "}" && !inside.empty() &&
                             is_digit(inside[0]) &&
                             std::count(inside.begin(), inside.end(), ',') <= 1;
    if (!well_formed) {
      unsupported("{");
    }
    take(length + 1);
    if (rest_.substr(0, 1) == "+" || rest_.substr(0, 1) == "?") {
      unsupported(fmt::format("{{{}}}{}", inside, rest_[0]));
    }
  }

  std::string_view pattern_;
  std::string_view source_;
  std::string_view rest_;
  std::string output_;
};

}  // namespace

std::string translate_regex(std::string_view pattern, std::string_view source) {
  return Translator(pattern, source).run();
}

std::string pattern_in_quotes(std::string_view pattern) {
  static constexpr std::string_view kBackslash = "\\x5c";  // as in_quotes writes it
  std::string shown = io::in_quotes(pattern);
  for (std::size_t i = shown.find(kBackslash); i != std::string::npos;
       i = shown.find(kBackslash, i + 1)) {
    shown.erase(i + 1, kBackslash.size() - 1);
  }
  return shown;
}

std::string quote_regex(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (is_punctuation(c)) {
      pattern += '\\';
    }
    pattern += c;
  }
  return pattern;
}

}  // namespace warplight::text
