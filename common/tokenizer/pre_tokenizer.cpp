// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/pre_tokenizer.hpp"

#include <string>
#include <utility>

namespace warplight::text {

namespace {

// Glues the raw pieces of one text together as the behaviour asks, and hands them on.
class Pieces {
 public:
  Pieces(std::string_view text, SplitBehavior behavior, const PreTokenizer::Sink& sink)
      : text_(text), behavior_(behavior), sink_(sink) {}

  // The next raw piece reaches from the last one's end to `end`.
  void add(std::size_t end, bool is_match) {
    if (end == raw_end_) {
      return;
    }
    if (!has_piece_ || !belongs_together(is_match)) {
      flush();
      begin_ = raw_end_;
    }
    raw_end_ = end;
    last_is_match_ = is_match;
    has_piece_ = true;
  }

  void flush() {
    if (has_piece_ && !(behavior_ == SplitBehavior::Removed && last_is_match_)) {
      sink_(text_.substr(begin_, raw_end_ - begin_));
    }
    has_piece_ = false;
  }

 private:
  [[nodiscard]] bool belongs_together(bool is_match) const {
    switch (behavior_) {
      case SplitBehavior::MergedWithPrevious:
        return is_match && !last_is_match_;
      case SplitBehavior::MergedWithNext:
        return !is_match && last_is_match_;
      case SplitBehavior::Contiguous:
        return is_match == last_is_match_;
      default:
        return false;
    }
  }

  std::string_view text_;
  SplitBehavior behavior_;
  const PreTokenizer::Sink& sink_;
  std::size_t begin_ = 0;    // of the piece that grows
  std::size_t raw_end_ = 0;  // of the last raw piece, and so of that piece
  bool last_is_match_ = false;
  bool has_piece_ = false;
};

}  // namespace

void PreTokenizer::add_split(Regex regex, SplitBehavior behavior, bool invert) {
  steps_.push_back({std::move(regex), behavior, invert});
}

void PreTokenizer::add_prefix_space() { steps_.emplace_back(); }

void PreTokenizer::apply(std::size_t step, std::string_view text, const Sink& sink) const {
  if (text.empty()) {
    return;
  }
  if (step == steps_.size()) {
    sink(text);
    return;
  }
  const Sink next = [&](std::string_view piece) { apply(step + 1, piece, sink); };
  const Step& current = steps_[step];
  if (!current.regex) {
    if (text.front() == ' ') {
      next(text);
    } else {
      std::string spaced(1, ' ');
      spaced += text;
      next(spaced);
    }
    return;
  }
  Pieces pieces(text, current.behavior, next);
  Regex::Matches matches(*current.regex, text);
  while (matches.next()) {
    pieces.add(matches.begin(), current.invert);
    pieces.add(matches.end(), !current.invert);
  }
  pieces.add(text.size(), current.invert);
  pieces.flush();
}

}  // namespace warplight::text
