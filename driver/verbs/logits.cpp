// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/logits.hpp"

#include "common/error.hpp"
#include "common/io/safetensors.hpp"
#include "driver/model_options.hpp"

#include <charconv>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace warplight::driver {
namespace {

struct LogitsOptions {
  ModelOptions model;
  std::string ids;
  std::string out;
};

// Whole numbers, separated by commas or white space.
std::vector<std::int64_t> parse_ids(std::string_view list, const std::string& source) {
  constexpr std::string_view kSeparators = ", \t\r\n\v\f";
  std::vector<std::int64_t> ids;
  std::size_t at = list.find_first_not_of(kSeparators);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(list.find_first_of(kSeparators, at), list.size());
    const std::string_view word = list.substr(at, end - at);
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc() || stop != word.data() + word.size()) {
      throw InputError(fmt::format("{}: \"{}\" is not a token id", source, word.substr(0, 40)));
    }
    ids.push_back(id);
    at = list.find_first_not_of(kSeparators, end);
  }
  if (ids.empty()) {
    throw InputError(fmt::format("{}: holds no token id", source));
  }
  return ids;
}

void write_logits(const LogitsOptions& options) {
  const bool is_file = options.ids == "-" || std::filesystem::exists(options.ids);
  const auto ids =
      is_file ? parse_ids(read_text(options.ids), options.ids) : parse_ids(options.ids, "--ids");
  const auto length = static_cast<std::int64_t>(ids.size());
  const model::LlamaForCausalLM model = load_model(options.model);
  if (length > model.config().max_position_embeddings) {
    throw InputError(fmt::format("--ids: {} tokens are more than the model's context of {}", length,
                                 model.config().max_position_embeddings));
  }
  model::LlamaInputs inputs;
  inputs.input_ids = Tensor::from(ids, {1, length});
  const Tensor logits = model.logits(inputs);  // [1, T, V]
  io::save_safetensors(options.out, {{"logits", logits.reshape({length, -1})}});
}

}  // namespace

void add_logits(CLI::App& app) {
  auto options = std::make_shared<LogitsOptions>();
  CLI::App* verb = app.add_subcommand("logits", "Logits [T, V] of a text of token ids, to a file");
  verb->add_option("--ids", options->ids, "Token ids 1,2,3, or a file with such a list")
      ->required();
  verb->add_option("--out", options->out, "The .safetensors file to write (tensor `logits`, F32)")
      ->required();
  add_model_option(*verb, options->model);
  add_compute_options(*verb, options->model);
  verb->callback([options] { write_logits(*options); });
}

}  // namespace warplight::driver
