// SPDX-License-Identifier: Apache-2.0
#include "tests/transformer/smollm2.hpp"

#include "common/io/gguf.hpp"
#include "common/io/safetensors.hpp"
#include "common/tokenizer/tokenizer.hpp"
#include "reference_cpu/transformer/generate.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace warplight {
namespace {

const std::string kData = WARPLIGHT_SOURCE_DIR "/tests/transformer/data/";

nlohmann::json recorded() {
  std::ifstream file(kData + "smollm2_greedy.json");
  return nlohmann::json::parse(file);
}

std::vector<std::int64_t> encode(const std::string& text) {
  static const text::Tokenizer tokenizer =
      text::Tokenizer::from_gguf(io::GgufFile::open(smollm2_path()));
  return tokenizer.encode(text, text::Special::Parse);
}

// log(sum(exp(row))), in double.
double logsumexp(const float* row, std::int64_t count) {
  const float largest = *std::max_element(row, row + count);
  double sum = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    sum += std::exp(static_cast<double>(row[i]) - static_cast<double>(largest));
  }
  return static_cast<double>(largest) + std::log(sum);
}

}  // namespace

TEST_CASE("SmolLM2 continues every recorded prompt with Hugging Face's tokens",
          "[transformer][smollm2]") {
  const nlohmann::json cases = recorded().at("cases");
  REQUIRE(cases.size() >= 10);
  for (const nlohmann::json& recorded_case : cases) {
    const auto text = recorded_case.at("text").get<std::string>();
    const auto expected = recorded_case.at("greedy_ids").get<std::vector<std::int64_t>>();
    const std::vector<std::int64_t> prompt = encode(text);
    INFO(text);
    CHECK(prompt == recorded_case.at("input_ids").get<std::vector<std::int64_t>>());
    model::Session session(smollm2());
    model::GenerateOptions options;
    options.max_new_tokens = static_cast<std::int64_t>(expected.size());
    CHECK(session.generate(prompt, options).ids == expected);
  }
}

TEST_CASE("SmolLM2's logits of 512 tokens are Hugging Face's", "[transformer][smollm2]") {
  const auto file = io::SafetensorsFile::open(kData + "smollm2_logits.safetensors");
  const Tensor ids = file.tensor("input_ids");
  const std::int64_t length = ids.numel();
  const Tensor sampled_ids = file.tensor("sampled_ids").to(DType::I64);
  const Tensor top_ids = file.tensor("top_ids").to(DType::I64);
  model::LlamaInputs inputs;
  inputs.input_ids = ids.reshape({1, length});
  const Tensor logits = smollm2().logits(inputs);  // [1, T, V]
  const std::int64_t vocab = logits.dim(2);

  double worst = 0;
  const auto compare = [&](const char* values, const Tensor& columns, bool per_row) {
    const Tensor want = file.tensor(values);  // [T, K]
    const std::int64_t k = want.dim(1);
    for (std::int64_t t = 0; t < length; ++t) {
      for (std::int64_t i = 0; i < k; ++i) {
        const std::int64_t id = columns.data<std::int64_t>()[per_row ? t * k + i : i];
        const float got = logits.data<float>()[t * vocab + id];
        worst = std::max(worst, std::abs(static_cast<double>(got) -
                                         static_cast<double>(want.data<float>()[t * k + i])));
      }
    }
  };
  compare("sampled_logits", sampled_ids, false);
  compare("top_logits", top_ids, true);
  const Tensor want_sum = file.tensor("logsumexp");
  for (std::int64_t t = 0; t < length; ++t) {
    const double got = logsumexp(logits.data<float>() + t * vocab, vocab);
    worst = std::max(worst, std::abs(got - static_cast<double>(want_sum.data<float>()[t])));
  }
  INFO(fmt::format("worst difference {}", worst));
  // Two fp32 engines that add 30 layers in another order: 1e-4 is usual, 5e-4 is what is asked for.
  CHECK(worst < 5e-4);
}

TEST_CASE("Only with q and k in Hugging Face's order is SmolLM2 itself", "[transformer][smollm2]") {
  model::LoadOptions as_in_file;
  as_in_file.restore_rotary_rows = false;
  const model::LlamaForCausalLM wrong = load_smollm2(as_in_file);
  for (const nlohmann::json& text : recorded().at("perplexity")) {
    const std::vector<std::int64_t> ids = encode(text.at("text").get<std::string>());
    CHECK(ids.size() == text.at("tokens").get<std::size_t>());
    // Recorded with four decimals of which fp32 sums in another order may move the last.
    CHECK(model::perplexity(smollm2(), ids) ==
          Approx(text.at("in_order").get<double>()).epsilon(1e-4));
    CHECK(model::perplexity(wrong, ids) ==
          Approx(text.at("not_in_order").get<double>()).epsilon(1e-4));
  }
}

TEST_CASE("Cached decoding gives the logits of one forward over the whole text",
          "[transformer][smollm2]") {
  const std::vector<std::int64_t> ids =
      encode("The capital of France is Paris, and the river through it is the Seine.");
  const auto length = static_cast<std::int64_t>(ids.size());
  model::LlamaInputs inputs;
  inputs.input_ids = Tensor::from(ids, {1, length});
  const Tensor whole = smollm2().logits(inputs);
  model::Session session(smollm2());
  for (std::int64_t t = 0; t < length; ++t) {
    const Tensor step = session.feed(std::span(ids).subspan(static_cast<std::size_t>(t), 1));
    double worst = 0;
    for (std::int64_t v = 0; v < step.numel(); ++v) {
      const double want = static_cast<double>(whole.data<float>()[t * step.numel() + v]);
      worst = std::max(worst, std::abs(static_cast<double>(step.data<float>()[v]) - want));
    }
    CHECK(worst < 5e-4);  // as above: a matrix product and a dot product add in another order
  }
}

TEST_CASE("Narrow compute formats stay near the exact logits", "[transformer][smollm2]") {
  const std::vector<std::int64_t> ids =
      encode("A warp is a group of threads that take the same step");
  model::Session exact(smollm2());
  const Tensor want = exact.feed(ids);
  const auto worst_with = [&](model::Compute compute) {
    model::LoadOptions options;
    options.compute = compute;
    const model::LlamaForCausalLM narrow = load_smollm2(options);
    model::Session session(narrow);
    const Tensor got = session.feed(ids);
    double worst = 0;
    for (std::int64_t v = 0; v < want.numel(); ++v) {
      worst = std::max(worst, std::abs(static_cast<double>(got.data<float>()[v]) -
                                       static_cast<double>(want.data<float>()[v])));
    }
    return worst;
  };
  // The file's own blocks are the same numbers, widened later: only sums differ.
  CHECK(worst_with(model::Compute::File) < 5e-4);
  // bfloat16 keeps 8 bits: each weight is off by up to 2^-9 of itself, and logits lie between -10 and 30.
  const double bf16 = worst_with(model::Compute::BF16);
  CHECK(bf16 > 1e-3);
  CHECK(bf16 < 1.0);
}

}  // namespace warplight
