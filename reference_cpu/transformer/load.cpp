// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/load.hpp"

#include "common/error.hpp"
#include "common/io/hf_folder.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace warplight::model {
namespace {

// Some checkpoints store the output layer although the config ties it to the embedding; upstream then
// ignores the copy, and so do we.
void drop_tied_copy(const LlamaConfig& config, io::StateDict& weights) {
  constexpr const char* kOutput = "lm_head.weight";
  if (config.tie_word_embeddings && weights.contains(kOutput)) {
    weights.take(kOutput, {config.vocab_size, config.hidden_size});
  }
}

}  // namespace

Checkpoint load_checkpoint(const std::filesystem::path& path, const LoadOptions& options) {
  if (!std::filesystem::exists(path)) {
    throw InputError(fmt::format("{}: there is no such model", path.string()));
  }
  if (std::filesystem::is_directory(path)) {
    io::HfFolder folder = io::load_hf_folder(path);
    LlamaConfig config = parse_llama_config(folder.config, (path / "config.json").string());
    drop_tied_copy(config, folder.weights);
    io::StateDict weights = materialize(folder.weights, config, false, options.compute);
    return {std::move(config), std::move(weights)};
  }
  Checkpoint checkpoint = checkpoint_from_gguf(io::GgufFile::open(path));
  checkpoint.weights = materialize(checkpoint.weights, checkpoint.config,
                                   options.restore_rotary_rows, options.compute);
  return checkpoint;
}

}  // namespace warplight::model
