// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup tokenizer
/// @brief Chat templates: a conversation as the one text that a model continues.

namespace warplight::text {

/// One turn of a conversation.
struct Message {
  std::string role;     ///< "system", "user" or "assistant"
  std::string content;  ///< what was said
};

/// A chat template of ChatML's form: every message is wrapped the same way, a system prompt may stand in
/// where the conversation brings none, and an opening for the answer may follow.
/// @verbatim
///   <|im_start|>system
///   You are a helpful AI assistant ...<|im_end|>       only if the first message is not the system's
///   <|im_start|>user
///   Why is the sky blue?<|im_end|>
///   <|im_start|>assistant                              only with add_generation_prompt
/// @endverbatim
/// Templates are Jinja programs; this reads those that do just that, and takes every string from them.
class ChatTemplate {
 public:
  /// Reads a template. Throws InputError, naming `source` and the statement, for one of another form.
  ChatTemplate(std::string_view jinja, const std::string& source);

  /// The conversation as text, special tokens written out: encode it with Special::Parse.
  [[nodiscard]] std::string render(std::span<const Message> messages,
                                   bool add_generation_prompt) const;

 private:
  class Reader;
  // What a message is wrapped in: text, the message's role, or its content.
  struct Part {
    enum class Kind : std::uint8_t { Text, Role, Content };
    Kind kind = Kind::Text;
    std::string text;
  };

  std::string begin_;              // before all messages
  std::string default_system_;     // before the first message, unless its role is system
  std::vector<Part> message_;      // for each
  std::string end_;                // behind all messages
  std::string generation_prompt_;  // the answer's opening
};

}  // namespace warplight::text
