// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/stream_decoder.hpp"
#include "tests/catch.hpp"

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// @file
/// @brief What Hugging Face's tokenizers gives for the lines of a corpus; see record_ids.py.

namespace warplight::text {

/// Token ids.
using Ids = std::vector<std::int64_t>;

/// One line of the corpus.
struct Recorded {
  std::string text;  ///< the line
  Ids ids;           ///< special tokens recognised
  Ids ids_plain;     ///< special tokens as text
  bool lossless;     ///< decoding gives the text again: the vocabulary has all of its bytes
};

/// The lines recorded under a name in data/.
inline std::vector<Recorded> recorded(const std::string& name) {
  std::ifstream file(WARPLIGHT_SOURCE_DIR "/tests/common/tokenizer/data/" + name);
  std::vector<Recorded> lines;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    lines.push_back({json.at("text"), json.at("ids"), json.at("ids_plain"), json.at("lossless")});
  }
  return lines;
}

/// The text of ids that are pushed one by one; every piece must be UTF-8.
inline std::string streamed(const Tokenizer& tokenizer, const Ids& ids) {
  StreamDecoder decoder(tokenizer, false);
  std::string text;
  for (const std::int64_t id : ids) {
    const std::string piece = decoder.push(id);
    if (!is_utf8(piece)) {
      FAIL("the piece of token " << id << " is not UTF-8");
    }
    text += piece;
  }
  return text + decoder.finish();
}

/// Checks every line: ids, decoding, streaming.
inline void check_recorded(const Tokenizer& tokenizer, const std::vector<Recorded>& lines) {
  for (const Recorded& line : lines) {
    INFO(line.text);
    CHECK(tokenizer.encode(line.text, Special::Parse) == line.ids);
    CHECK(tokenizer.encode(line.text, Special::AsText) == line.ids_plain);
    CHECK((tokenizer.decode(line.ids) == line.text) == line.lossless);
    CHECK((tokenizer.decode(line.ids_plain) == line.text) == line.lossless);
    CHECK(streamed(tokenizer, line.ids) == tokenizer.decode(line.ids));
  }
}

}  // namespace warplight::text
