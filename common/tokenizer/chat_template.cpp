// SPDX-License-Identifier: Apache-2.0
#include "common/tokenizer/chat_template.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/tokenizer/jinja.hpp"

#include <utility>

#include <fmt/format.h>

namespace warplight::text {

// Walks over the blocks of a template and takes those that it expects.
class ChatTemplate::Reader {
 public:
  Reader(std::string_view jinja, std::string source)
      : source_(std::move(source)), blocks_(parse_jinja(jinja, source_)) {}

  // Takes the statement, written in any way that has the same tokens, if it is next.
  bool accept(std::string_view statement) {
    if (position_ == blocks_.size() || blocks_[position_].kind != JinjaBlock::Kind::Statement ||
        blocks_[position_].tokens != jinja_tokens(statement, source_)) {
      return false;
    }
    ++position_;
    return true;
  }

  void expect(std::string_view statement) {
    if (!accept(statement)) {
      refuse();
    }
  }

  void expect_end() const {
    if (position_ != blocks_.size()) {
      refuse();
    }
  }

  // All text and output up to the next statement.
  std::vector<Part> parts() {
    std::vector<Part> parts;
    for (; position_ < blocks_.size(); ++position_) {
      const JinjaBlock& block = blocks_[position_];
      if (block.kind == JinjaBlock::Kind::Statement) {
        break;
      }
      if (block.kind == JinjaBlock::Kind::Text) {
        parts.push_back({Part::Kind::Text, block.text});
      } else {
        read_sum(block.tokens, parts);
      }
    }
    return parts;
  }

  // The same where there is no message to speak of.
  std::string text() {
    const std::size_t begin = position_;
    std::string text;
    for (const Part& part : parts()) {
      if (part.kind != Part::Kind::Text) {
        position_ = begin;
        refuse();
      }
      text += part.text;
    }
    return text;
  }

 private:
  [[noreturn]] void refuse() const {
    const std::string where =
        position_ == blocks_.size() ? "its end" : io::in_quotes(blocks_[position_].text);
    throw InputError(fmt::format(
        "{}: the chat template is not of ChatML's form (stopped at {}), and no other is supported",
        source_, where));
  }

  // Strings, message['role'] and message['content'], joined by + or ~.
  void read_sum(const std::vector<JinjaToken>& tokens, std::vector<Part>& parts) const {
    static const std::vector<JinjaToken> message_item = jinja_tokens("message[", "");
    for (std::size_t i = 0;; ++i) {
      if (i < tokens.size() && tokens[i].is_string) {
        parts.push_back({Part::Kind::Text, tokens[i].text});
        i += 1;
      } else if (i + 4 <= tokens.size() && tokens[i] == message_item[0] &&
                 tokens[i + 1] == message_item[1] && tokens[i + 3] == JinjaToken{false, "]"}) {
        if (tokens[i + 2] == JinjaToken{true, "role"}) {
          parts.push_back({Part::Kind::Role, ""});
        } else if (tokens[i + 2] == JinjaToken{true, "content"}) {
          parts.push_back({Part::Kind::Content, ""});
        } else {
          refuse();
        }
        i += 4;
      } else {
        refuse();
      }
      if (i == tokens.size()) {
        return;
      }
      if (tokens[i] != JinjaToken{false, "+"} && tokens[i] != JinjaToken{false, "~"}) {
        refuse();
      }
    }
  }

  std::string source_;
  std::vector<JinjaBlock> blocks_;
  std::size_t position_ = 0;
};

ChatTemplate::ChatTemplate(std::string_view jinja, const std::string& source) {
  Reader reader(jinja, source);
  if (reader.accept("if not add_generation_prompt is defined")) {
    reader.expect("set add_generation_prompt = false");
    reader.expect("endif");
  }
  begin_ = reader.text();
  reader.expect("for message in messages");
  if (reader.accept("if loop.first and messages[0]['role'] != 'system'") ||
      reader.accept("if loop.first and message['role'] != 'system'")) {
    default_system_ = reader.text();
    reader.expect("endif");
  }
  message_ = reader.parts();
  reader.expect("endfor");
  end_ = reader.text();
  if (reader.accept("if add_generation_prompt")) {
    generation_prompt_ = reader.text();
    reader.expect("endif");
  }
  reader.expect_end();
}

std::string ChatTemplate::render(std::span<const Message> messages,
                                 bool add_generation_prompt) const {
  std::string text = begin_;
  for (const Message& message : messages) {
    if (&message == messages.data() && message.role != "system") {
      text += default_system_;
    }
    for (const Part& part : message_) {
      switch (part.kind) {
        case Part::Kind::Text:
          text += part.text;
          break;
        case Part::Kind::Role:
          text += message.role;
          break;
        case Part::Kind::Content:
          text += message.content;
          break;
      }
    }
  }
  text += end_;
  return add_generation_prompt ? text + generation_prompt_ : text;
}

}  // namespace warplight::text
