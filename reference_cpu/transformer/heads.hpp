// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reference_cpu/transformer/model.hpp"

/// @file
/// @ingroup transformer
/// @brief What sits on top of a LlamaModel: the language model's head, and a classifier's or reward
/// model's.

namespace warplight::model {

/// The language model: a LlamaModel and the layer that turns hidden states into logits.
class LlamaForCausalLM {
 public:
  /// Takes all its weights; throws InputError naming one that is missing, left over or of a wrong shape.
  LlamaForCausalLM(LlamaConfig config, io::StateDict weights);
  /// Logits of the last `logits_to_keep` positions (0: of all): [B, T, V].
  [[nodiscard]] Tensor logits(const LlamaInputs& inputs, std::int64_t logits_to_keep = 0) const;
  /// Logits that a hidden state of any layer would give (the logit lens): [B, T, C] -> [B, T, V].
  [[nodiscard]] Tensor lens(const Tensor& hidden_states) const;
  /// The numbers it was built from.
  [[nodiscard]] const LlamaConfig& config() const { return config_; }

 private:
  LlamaConfig config_;
  LlamaModel model_;
  Linear lm_head_;  // C -> V
};

/// Mean of the next-token losses: logits at t are judged by the label at t + 1, labels of -100 are
/// left out. Source: transformers ForCausalLMLoss.
/// @param logits [B, T, V]
/// @param labels [B, T], I64
Tensor causal_lm_loss(const Tensor& logits, const Tensor& labels);

/// A reward model or classifier: one row of scores per sequence, read off its last real token.
class LlamaForSequenceClassification {
 public:
  /// Takes all its weights, `score.weight` [labels, C] among them.
  LlamaForSequenceClassification(LlamaConfig config, io::StateDict weights);
  /// Scores of the last token that is not pad_token_id (without one: of the last): [B, labels].
  [[nodiscard]] Tensor logits(const LlamaInputs& inputs) const;

 private:
  LlamaConfig config_;
  LlamaModel model_;
  Linear score_;  // C -> labels
};

}  // namespace warplight::model
