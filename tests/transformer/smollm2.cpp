// SPDX-License-Identifier: Apache-2.0
#include "tests/transformer/smollm2.hpp"

#include "reference_cpu/register.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace warplight {

std::filesystem::path smollm2_path() {
  const char* path = std::getenv("WARPLIGHT_MODEL");
  if (path == nullptr || !std::filesystem::is_regular_file(path)) {
    throw std::runtime_error("WARPLIGHT_MODEL must name SmolLM2's GGUF (./warplight test sets it)");
  }
  return path;
}

model::LlamaForCausalLM load_smollm2(const model::LoadOptions& options) {
  reference::register_ops();
  model::Checkpoint checkpoint = model::load_checkpoint(smollm2_path(), options);
  return {std::move(checkpoint.config), std::move(checkpoint.weights)};
}

const model::LlamaForCausalLM& smollm2() {
  static const model::LlamaForCausalLM model = load_smollm2({});
  return model;
}

}  // namespace warplight
