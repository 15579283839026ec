// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/tokenize.hpp"

#include "driver/model_options.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace warplight::driver {
namespace {

struct TokenizeOptions {
  ModelOptions model;
  std::string file;
  bool special = false;
};

void tokenize(const TokenizeOptions& options) {
  const text::Tokenizer tokenizer = load_tokenizer(options.model);
  const std::string content = read_text(options.file);
  const auto mode = options.special ? text::Special::Parse : text::Special::AsText;
  std::string_view rest = content;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto ids = tokenizer.encode(rest.substr(0, end), mode);
    fmt::print("[{}]\n", fmt::join(ids, ", "));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

}  // namespace

void add_tokenize(CLI::App& app) {
  auto options = std::make_shared<TokenizeOptions>();
  CLI::App* verb = app.add_subcommand("tokenize", "Text to token ids: one JSON array a line");
  verb->add_option("file", options->file, "Text file, or - for standard input")->required();
  verb->add_flag(
      "--special", options->special,
      "Special tokens such as <|im_start|> become their one id; else they are plain text");
  add_model_option(*verb, options->model);
  verb->callback([options] { tokenize(*options); });
}

}  // namespace warplight::driver
