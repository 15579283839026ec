// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/tokenizer.hpp"
#include "common/tokenizer/utf8.hpp"

#include <cstdint>
#include <string>

/// @file
/// @ingroup tokenizer
/// @brief Decoding token by token, for text that is shown while it is made.

namespace warplight::text {

/// Decodes ids as they come. A character may be spread over several tokens: what push() returns is always
/// whole characters, and all of it together is what Tokenizer::decode() gives.
class StreamDecoder {
 public:
  /// The tokenizer must outlive this. With `skip_special`, special tokens are left out.
  explicit StreamDecoder(const Tokenizer& tokenizer, bool skip_special = true)
      : tokenizer_(&tokenizer), skip_special_(skip_special) {}

  /// The characters that this token completes. Throws InputError for an id that there is not.
  std::string push(std::int64_t id) {
    if (skip_special_ && tokenizer_->is_special(id)) {
      return {};
    }
    return stream_.push(tokenizer_->token_bytes(id));
  }

  /// The end of the text: U+FFFD if a character was still cut, else nothing.
  std::string finish() { return stream_.finish(); }

 private:
  const Tokenizer* tokenizer_;
  bool skip_special_;
  Utf8Stream stream_;
};

}  // namespace warplight::text
