// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/heads.hpp"

#include "common/error.hpp"
#include "common/ops/cross_entropy.hpp"
#include "common/ops/embedding.hpp"
#include "common/ops/view.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

namespace warplight::model {
namespace {

// After the model took its weights, none may be left: a name that nothing reads is a mistake in the file.
Linear last_weight(Linear head, const io::StateDict& weights) {
  weights.require_empty();
  return head;
}

// Index of the last token of each sequence that is not the padding token, or -1 for the last of all.
// As upstream: a sequence of nothing but padding is read at its first token.
std::vector<std::int64_t> last_real_tokens(const LlamaInputs& inputs,
                                           std::int64_t batch,
                                           std::int64_t length,
                                           const std::optional<std::int64_t>& pad) {
  if (!pad || !inputs.input_ids.defined()) {
    return std::vector<std::int64_t>(static_cast<std::size_t>(batch), length - 1);
  }
  const Tensor ids = inputs.input_ids.contiguous();  // [B, T]
  std::vector<std::int64_t> last(static_cast<std::size_t>(batch), 0);
  for (std::int64_t b = 0; b < batch; ++b) {
    for (std::int64_t t = 0; t < length; ++t) {
      if (ids.data<std::int64_t>()[b * length + t] != *pad) {
        last[static_cast<std::size_t>(b)] = t;
      }
    }
  }
  return last;
}

}  // namespace

LlamaForCausalLM::LlamaForCausalLM(LlamaConfig config, io::StateDict weights)
    : config_(std::move(config)),
      model_(config_, weights),
      lm_head_(last_weight(
          config_.tie_word_embeddings
              ? Linear(model_.embedding_weight())
              : Linear(weights, "lm_head", config_.hidden_size, config_.vocab_size, false),
          weights)) {}

Tensor LlamaForCausalLM::logits(const LlamaInputs& inputs, std::int64_t logits_to_keep) const {
  Tensor hidden = model_(inputs);  // [B, T, C]
  const std::int64_t length = hidden.dim(1);
  if (logits_to_keep > 0 && logits_to_keep < length) {
    hidden = ops::slice(hidden, 1, length - logits_to_keep, length);
  }
  return lm_head_(hidden);  // [B, T, V]
}

Tensor LlamaForCausalLM::lens(const Tensor& hidden_states) const {
  return lm_head_(model_.norm()(hidden_states));
}

//! [causal_lm_loss]
Tensor causal_lm_loss(const Tensor& logits, const Tensor& labels) {
  const std::int64_t length = logits.dim(1);
  if (labels.dtype() != DType::I64 || labels.shape() != Shape{logits.dim(0), length}) {
    throw InputError(fmt::format("labels must be I64 of shape [{}, {}], not {} of {}",
                                 logits.dim(0), length, name(labels.dtype()),
                                 to_string(labels.shape())));
  }
  const std::int64_t kept = std::max<std::int64_t>(length - 1, 0);
  const Tensor predictions = ops::slice(logits, 1, 0, kept);  // [B, T - 1, V]: what t says
  const Tensor next =
      ops::slice(labels, 1, length - kept, length);  // [B, T - 1]: what came at t + 1
  return ops::cross_entropy(ops::reshape(predictions, {logits.dim(0) * kept, logits.dim(2)}),
                            ops::reshape(next, {logits.dim(0) * kept}), Tensor(), {});
}
//! [causal_lm_loss]

LlamaForSequenceClassification::LlamaForSequenceClassification(LlamaConfig config,
                                                               io::StateDict weights)
    : config_(std::move(config)),
      model_(config_, weights),
      score_(last_weight(Linear(weights, "score", config_.hidden_size, config_.num_labels, false),
                         weights)) {}

Tensor LlamaForSequenceClassification::logits(const LlamaInputs& inputs) const {
  const Tensor scores = score_(model_(inputs));  // [B, T, labels]
  const std::int64_t batch = scores.dim(0);
  const std::int64_t length = scores.dim(1);
  if (!config_.pad_token_id && batch != 1) {
    throw InputError("sequence classification of several sequences needs a pad_token_id");
  }
  std::vector<std::int64_t> rows = last_real_tokens(inputs, batch, length, config_.pad_token_id);
  for (std::int64_t b = 0; b < batch; ++b) {
    rows[static_cast<std::size_t>(b)] += b * length;
  }
  // Reading row i of a matrix is what an embedding does.
  return ops::embedding(Tensor::from(rows).to(scores.device()),
                        ops::reshape(scores, {batch * length, scores.dim(2)}));
}

}  // namespace warplight::model
