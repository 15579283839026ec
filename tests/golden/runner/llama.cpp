// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/cross_entropy.hpp"
#include "common/ops/mse_loss.hpp"
#include "reference_cpu/transformer/heads.hpp"
#include "tests/golden/runner/registry.hpp"

#include <array>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

model::LlamaConfig config_of(Case& golden) {
  return model::parse_llama_config(golden.json_param("config"),
                                   golden.source() + ": params: config");
}

NamedTensors llama_for_causal_lm(Case& golden) {
  const model::LlamaForCausalLM llama(config_of(golden), golden.weights());
  model::LlamaInputs inputs;
  if (golden.has_input("inputs_embeds")) {
    inputs.inputs_embeds = golden.input("inputs_embeds");
  } else {
    inputs.input_ids = golden.input("input_ids", {DType::I64});
  }
  inputs.attention_mask = golden.optional_input("attention_mask", {DType::I64});
  inputs.position_ids = golden.optional_input("position_ids", {DType::I64});
  const Tensor logits = llama.logits(inputs);
  NamedTensors outputs{{"logits", logits}};
  if (golden.has_input("labels")) {
    outputs.emplace_back("loss",
                         model::causal_lm_loss(logits, golden.input("labels", {DType::I64})));
  }
  return outputs;
}

// One label: mean squared error; several: cross entropy of the sequence's class.
Tensor classification_loss(Case& golden, const Tensor& logits) {
  const std::int64_t batch = logits.dim(0);
  const bool regression = logits.dim(1) == 1;
  const Tensor labels = golden.input("labels", {regression ? DType::F32 : DType::I64});
  if (labels.numel() != batch) {
    throw InputError(
        fmt::format("{}: tensor \"in.labels\" has shape {}, but there are {} sequences",
                    golden.source(), to_string(labels.shape()), batch));
  }
  return regression ? ops::mse_loss(logits.reshape({batch}), labels.reshape({batch}))
                    : ops::cross_entropy(logits, labels.reshape({batch}), Tensor(), {});
}

NamedTensors llama_for_sequence_classification(Case& golden) {
  const model::LlamaForSequenceClassification llama(config_of(golden), golden.weights());
  model::LlamaInputs inputs;
  inputs.input_ids = golden.input("input_ids", {DType::I64});
  inputs.attention_mask = golden.optional_input("attention_mask", {DType::I64});
  const Tensor logits = llama.logits(inputs);
  NamedTensors outputs{{"logits", logits}};
  if (golden.has_input("labels")) {
    outputs.emplace_back("loss", classification_loss(golden, logits));
  }
  return outputs;
}

constexpr std::array kOps{
    Op{"transformers.LlamaForCausalLM", llama_for_causal_lm},
    Op{"transformers.LlamaForSequenceClassification", llama_for_sequence_classification},
};

}  // namespace

std::span<const Op> llama_ops() { return kOps; }

}  // namespace warplight::golden
