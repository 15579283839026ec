// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/regex.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief The pre-tokenizer: cuts text into the words inside which BPE may merge.

namespace warplight::text {

/// What becomes of the matches of a splitting regex: dropped, pieces of their own, glued to the piece before or
/// behind, or neighbouring matches glued together. Names as in `tokenizer.json`.
enum class SplitBehavior : std::uint8_t {
  Removed,
  Isolated,
  MergedWithPrevious,
  MergedWithNext,
  Contiguous
};

/// A list of steps, each of which cuts the pieces of the one before into smaller ones.
class PreTokenizer {
 public:
  /// Takes one piece of text.
  using Sink = std::function<void(std::string_view)>;

  /// Adds a step that cuts at the matches of a regex; with `invert`, at what lies between them.
  void add_split(Regex regex, SplitBehavior behavior, bool invert);
  /// Adds a step that puts a space before every piece that does not begin with one.
  void add_prefix_space();

  /// Cuts `text` (UTF-8) and hands the words to `sink` in order; a word lives as long as the call of sink.
  void split(std::string_view text, const Sink& sink) const { apply(0, text, sink); }

 private:
  struct Step {
    std::optional<Regex> regex;  // none: the step that puts a space before
    SplitBehavior behavior = SplitBehavior::Isolated;
    bool invert = false;
  };

  void apply(std::size_t step, std::string_view text, const Sink& sink) const;

  std::vector<Step> steps_;
};

}  // namespace warplight::text
