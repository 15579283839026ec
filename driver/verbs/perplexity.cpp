// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/perplexity.hpp"

#include "driver/model_options.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <memory>
#include <string>

#include <fmt/format.h>

namespace warplight::driver {
namespace {

struct PerplexityOptions {
  ModelOptions model;
  std::string text = "-";
};

void print_perplexity(const PerplexityOptions& options) {
  const text::Tokenizer tokenizer = load_tokenizer(options.model);
  std::string content = read_text(options.text);
  if (!content.empty() && content.back() == '\n') {
    content.pop_back();  // the end of the file, not of the text
  }
  const auto ids = tokenizer.encode(content, text::Special::AsText);
  fmt::print("{:.3f}\n", model::perplexity(load_model(options.model), ids));
}

}  // namespace

void add_perplexity(CLI::App& app) {
  auto options = std::make_shared<PerplexityOptions>();
  CLI::App* verb = app.add_subcommand("perplexity", "exp(mean -log p) of a text under the model");
  verb->add_option("--text", options->text, "Text file, or - for standard input")
      ->capture_default_str();
  add_model_option(*verb, options->model);
  add_compute_options(*verb, options->model);
  verb->callback([options] { print_perplexity(*options); });
}

}  // namespace warplight::driver
