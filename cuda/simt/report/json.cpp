// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <limits>
#include <stdexcept>

namespace simt::report {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Json whole() {
    Json value = parse(0);
    skip_space();
    if (at_ != text_.size()) fail("the end expected");
    return value;
  }

 private:
  static constexpr unsigned kDeepest = 64;

  Json parse(unsigned depth) {
    if (depth > kDeepest) fail("too deeply nested");
    Json value;
    const char c = next();
    if (c == '{') {
      parse_members(value, depth);
    } else if (c == '[') {
      parse_items(value, depth);
    } else if (c == '"') {
      value.text = parse_string();
    } else if (text_.substr(at_, 4) == "null") {
      at_ += 4;
    } else {
      value.number = parse_number();
    }
    return value;
  }

  void parse_members(Json& object, unsigned depth) {
    ++at_;
    if (take('}')) return;
    do {
      if (next() != '"') fail("a name expected");
      std::string name = parse_string();
      if (!take(':')) fail("':' expected");
      object.names.push_back(std::move(name));
      object.items.push_back(parse(depth + 1));
    } while (take(','));
    if (!take('}')) fail("'}' expected");
  }

  void parse_items(Json& array, unsigned depth) {
    ++at_;
    if (take(']')) return;
    do {
      array.items.push_back(parse(depth + 1));
    } while (take(','));
    if (!take(']')) fail("']' expected");
  }

  std::string parse_string() {
    std::string result;
    bool is_escaped = false;
    for (++at_; at_ < text_.size() && (is_escaped || text_[at_] != '"'); ++at_) {
      is_escaped = !is_escaped && text_[at_] == '\\';
      if (!is_escaped) result += text_[at_];
    }
    if (at_ == text_.size()) fail("a string without end");
    ++at_;
    return result;
  }

  std::uint64_t parse_number() {
    constexpr std::uint64_t kLimit = std::numeric_limits<std::uint64_t>::max() / 10 - 1;
    const std::size_t begin = at_;
    std::uint64_t number = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (number > kLimit) fail("a number that is too large");
      number = number * 10 + static_cast<std::uint64_t>(text_[at_++] - '0');
    }
    if (at_ == begin) fail("a value expected");
    return number;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  char next() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  [[noreturn]] void fail(const char* what) const {
    throw std::runtime_error("not the JSON of counters: " + std::string(what) + " at byte " +
                             std::to_string(at_));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const Json& Json::operator[](std::string_view name) const {
  static const Json nothing;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return items[i];
  }
  return nothing;
}

Json parse_json(std::string_view text) { return Parser(text).whole(); }

}  // namespace simt::report
