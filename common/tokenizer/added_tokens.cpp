// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/added_tokens.hpp"

#include <algorithm>
#include <utility>

namespace warplight::text {

namespace {

std::uint64_t edge(std::uint32_t node, char byte) {
  return (static_cast<std::uint64_t>(node) << 8) | static_cast<unsigned char>(byte);
}

// Unicode's White_Space, in UTF-8, shortest form.
constexpr std::array<std::string_view, 25> kSpaces = {
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
    "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
    "\xE3\x80\x80"};

std::size_t space_at_front(std::string_view text) {
  const auto* space = std::find_if(kSpaces.begin(), kSpaces.end(),
                                   [&](std::string_view s) { return text.starts_with(s); });
  return space == kSpaces.end() ? 0 : space->size();
}

std::size_t space_at_back(std::string_view text) {
  const auto* space = std::find_if(kSpaces.begin(), kSpaces.end(),
                                   [&](std::string_view s) { return text.ends_with(s); });
  return space == kSpaces.end() ? 0 : space->size();
}

}  // namespace

void AddedTokens::Tree::insert(std::string_view content, std::int64_t token) {
  first_bytes[static_cast<unsigned char>(content[0])] = true;
  std::uint32_t node = 0;
  for (const char byte : content) {
    const auto [child, is_new] =
        children.try_emplace(edge(node, byte), static_cast<std::uint32_t>(token_at.size()));
    if (is_new) {
      token_at.push_back(-1);
    }
    node = child->second;
  }
  token_at[node] = token;
}

std::int64_t AddedTokens::Tree::longest_prefix_of(std::string_view text) const {
  std::int64_t longest = -1;
  std::uint32_t node = 0;
  for (const char byte : text) {
    const auto child = children.find(edge(node, byte));
    if (child == children.end()) {
      break;
    }
    node = child->second;
    longest = token_at[node] >= 0 ? token_at[node] : longest;
  }
  return longest;
}

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    Tree& tree = tokens_[i].normalized ? normalized_ : raw_;
    tree.insert(tokens_[i].content, static_cast<std::int64_t>(i));
  }
}

void AddedTokens::split(std::string_view text, Special special, const Sink& sink) const {
  split_by(raw_, text, special, [&](std::string_view piece, const AddedToken* token) {
    if (token != nullptr) {
      sink(piece, token);
    } else {
      split_by(normalized_, piece, special, sink);
    }
  });
}

void AddedTokens::split_by(const Tree& tree,
                           std::string_view text,
                           Special special,
                           const Sink& sink) const {
  std::size_t plain_begin = 0;
  const auto flush_plain = [&](std::size_t end) {
    if (end > plain_begin) {
      sink(text.substr(plain_begin, end - plain_begin), nullptr);
    }
  };
  std::size_t i = 0;
  while (i < text.size()) {
    const std::int64_t found = tree.first_bytes[static_cast<unsigned char>(text[i])]
                                   ? tree.longest_prefix_of(text.substr(i))
                                   : -1;
    if (found < 0) {
      ++i;
      continue;
    }
    const AddedToken& token = tokens_[static_cast<std::size_t>(found)];
    std::size_t begin = i;
    std::size_t end = i + token.content.size();
    i = end;
    if (special == Special::AsText && token.special) {
      continue;  // as a whole: a shorter token inside of it is not looked for, which is Hugging Face's way
    }
    if (token.lstrip) {
      while (const std::size_t space =
                 space_at_back(text.substr(plain_begin, begin - plain_begin))) {
        begin -= space;
      }
    }
    if (token.rstrip) {
      while (const std::size_t space = space_at_front(text.substr(end))) {
        end += space;
      }
      i = end;
    }
    flush_plain(begin);
    sink(text.substr(begin, end - begin), &token);
    plain_begin = end;
  }
  flush_plain(text.size());
}

}  // namespace warplight::text
