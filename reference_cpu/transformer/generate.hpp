// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reference_cpu/sampling/sampler.hpp"
#include "reference_cpu/transformer/heads.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// @file
/// @ingroup transformer
/// @brief Autoregressive generation: prefill the prompt, then decode token by token with a KV cache.

namespace warplight::model {

/// When to stop, and how to choose.
struct GenerateOptions {
  std::int64_t max_new_tokens = 256;   ///< the limit
  SampleParams sampling;               ///< greedy by default
  std::vector<std::int64_t> stop_ids;  ///< any of these ends the text and is not part of it
};

/// What happened, for the line of figures under an answer.
struct GenerateReport {
  std::vector<std::int64_t> ids;   ///< new tokens, without the stop token
  std::int64_t prompt_tokens = 0;  ///< fed before the first
  double prefill_seconds = 0;      ///< until the first token was known
  double decode_seconds = 0;       ///< for all tokens after the first
  bool stopped = false;            ///< a stop token came, rather than the limit or the caller's end
};

/// One text that a model reads and continues: its KV cache lives here, so only new tokens are computed.
class Session {
 public:
  /// Borrows the model, which must outlive the session.
  explicit Session(const LlamaForCausalLM& model);

  /// Feeds tokens and returns the logits after the last one: [V]. Long inputs go in chunks, so that
  /// memory for activations stays small. Throws InputError without tokens or past the model's context.
  Tensor feed(std::span<const std::int64_t> ids);

  /// Feeds `prompt`, then draws tokens until a stop. `on_token` sees each as it comes; false ends it.
  GenerateReport generate(std::span<const std::int64_t> prompt,
                          const GenerateOptions& options,
                          const std::function<bool(std::int64_t)>& on_token = {});

  /// The tokens fed so far, in order.
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }

  /// Forgets all but the first `length` tokens, so that another continuation can be fed.
  void crop(std::int64_t length);

 private:
  const LlamaForCausalLM& model_;
  KvCache cache_;
  std::vector<std::int64_t> ids_;
};

/// exp(mean of -log p(token | those before)), over all tokens but the first.
/// Throws InputError for fewer than two tokens.
double perplexity(const LlamaForCausalLM& model, std::span<const std::int64_t> ids);

}  // namespace warplight::model
