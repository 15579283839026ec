// SPDX-License-Identifier: Apache-2.0
#include "common/io/safetensors.hpp"
#include "common/tokenizer/tokenizer.hpp"
#include "reference_cpu/register.hpp"
#include "reference_cpu/transformer/generate.hpp"
#include "reference_cpu/transformer/load.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace warplight {
namespace {

const std::string kSource = WARPLIGHT_SOURCE_DIR;

// The embedded model, through the same door as any Hugging Face folder.
model::LlamaForCausalLM load_tiny() {
  reference::register_ops();
  model::Checkpoint checkpoint = model::load_checkpoint(kSource + "/models/tiny");
  return {std::move(checkpoint.config), std::move(checkpoint.weights)};
}

}  // namespace

TEST_CASE("The embedded model continues every recorded prompt with Hugging Face's tokens",
          "[transformer][tiny]") {
  const model::LlamaForCausalLM tiny = load_tiny();
  const auto tokenizer = text::Tokenizer::from_hf_folder(kSource + "/models/tiny");
  std::ifstream file(kSource + "/tests/transformer/data/tiny_greedy.json");
  const nlohmann::json cases = nlohmann::json::parse(file).at("cases");
  REQUIRE(cases.size() >= 10);
  for (const nlohmann::json& recorded : cases) {
    const auto text = recorded.at("text").get<std::string>();
    const auto expected = recorded.at("greedy_ids").get<std::vector<std::int64_t>>();
    const auto prompt = tokenizer.encode(text, text::Special::Parse);
    INFO(text);
    CHECK(prompt == recorded.at("input_ids").get<std::vector<std::int64_t>>());
    model::Session session(tiny);
    model::GenerateOptions options;
    options.max_new_tokens = static_cast<std::int64_t>(expected.size());
    CHECK(session.generate(prompt, options).ids == expected);
  }
}

TEST_CASE("The embedded model's logits are Hugging Face's", "[transformer][tiny]") {
  const model::LlamaForCausalLM tiny = load_tiny();
  const auto file =
      io::SafetensorsFile::open(kSource + "/tests/transformer/data/tiny_logits.safetensors");
  const Tensor ids = file.tensor("input_ids");
  model::LlamaInputs inputs;
  inputs.input_ids = ids.reshape({1, ids.numel()});
  const Tensor logits = tiny.logits(inputs).reshape({ids.numel(), -1});
  // Two fp32 engines through four layers, logits up to 30: a few units in the last place of the largest.
  CHECK(max_difference(logits, file.tensor("logits")) < 1e-4);
}

}  // namespace warplight
