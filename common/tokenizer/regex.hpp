// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

/// @file
/// @ingroup tokenizer
/// @brief The regular expressions of pre-tokenizers, run by PCRE2.

namespace warplight::text {

/// A compiled expression of a tokenizer file. Such files are written for Oniguruma, which Hugging
/// Face uses; what PCRE2 would read differently is translated or refused (regex_translate.hpp).
class Regex {
 public:
  /// Compiles a pattern. Throws InputError, naming `source` and the pattern, if it is wrong, uses what is
  /// not supported, or matches the empty text.
  Regex(std::string_view pattern, std::string_view source);
  Regex(Regex&&) noexcept;             ///< moves
  Regex& operator=(Regex&&) noexcept;  ///< moves
  ~Regex();

  class Matches;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

/// Walks over the matches in one text, from left to right, without overlaps.
class Regex::Matches {
 public:
  /// `text` must be UTF-8, and both arguments must outlive the walk.
  Matches(const Regex& regex, std::string_view text);
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;
  ~Matches();

  /// Goes to the next match; false if there is none. Throws InputError if PCRE2 gives up because the
  /// pattern backtracks without end.
  bool next();
  /// Where the match begins, in bytes.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  /// Where it ends.
  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  struct Scratch;
  const Compiled& compiled_;
  std::string_view text_;
  std::unique_ptr<Scratch> scratch_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace warplight::text
