// SPDX-License-Identifier: Apache-2.0
#include "driver/model_options.hpp"

#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "common/parallel/parallel_for.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace warplight::driver {
namespace {

const std::map<std::string, model::Compute>& compute_names() {
  static const std::map<std::string, model::Compute> names{
      {"f32", model::Compute::F32}, {"bf16", model::Compute::BF16}, {"file", model::Compute::File}};
  return names;
}

}  // namespace

void add_model_option(CLI::App& verb, ModelOptions& options) {
  verb.add_option(
      "--model", options.model,
      "Llama checkpoint: a Hugging Face folder or a .gguf file (default: SmolLM2-135M-Instruct)");
}

void add_compute_options(CLI::App& verb, ModelOptions& options) {
  verb.add_option("--compute", options.compute,
                  "Keep weights as f32, as bf16, or as the file has them")
      ->transform(CLI::IsMember({"f32", "bf16", "file"}))
      ->capture_default_str();
  verb.add_option("--threads", options.threads, "Threads (default: one per core)")
      ->check(CLI::Range(1, 1024));
}

std::filesystem::path model_path(const ModelOptions& options) {
  if (!options.model.empty()) {
    return options.model;
  }
  const char* fallback = std::getenv("WARPLIGHT_MODEL");
  if (fallback == nullptr || *fallback == '\0') {
    throw SetupError("no model: give --model, or start through ./warplight, which fetches SmolLM2");
  }
  return fallback;
}

model::LlamaForCausalLM load_model(const ModelOptions& options) {
  set_thread_count(options.threads);
  model::LoadOptions load;
  load.compute = compute_names().at(options.compute);
  model::Checkpoint checkpoint = model::load_checkpoint(model_path(options), load);
  return {std::move(checkpoint.config), std::move(checkpoint.weights)};
}

text::Tokenizer load_tokenizer(const ModelOptions& options) {
  const std::filesystem::path path = model_path(options);
  return std::filesystem::is_directory(path) ? text::Tokenizer::from_hf_folder(path)
                                             : text::Tokenizer::from_gguf(io::GgufFile::open(path));
}

std::string read_text(const std::string& path) {
  if (path == "-") {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    throw InputError(fmt::format("{}: cannot be read", path));
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace warplight::driver
