// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/generate.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace warplight::model {
namespace {

constexpr std::int64_t kChunk = 512;  // prompt tokens fed at a time

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Session::Session(const LlamaForCausalLM& model)
    : model_(model), cache_(model.config().num_hidden_layers) {}

Tensor Session::feed(std::span<const std::int64_t> ids) {
  const auto count = static_cast<std::int64_t>(ids.size());
  const std::int64_t context = model_.config().max_position_embeddings;
  if (count == 0) {
    throw InputError("there is no token to start from");
  }
  if (cache_.length() + count > context) {
    throw InputError(fmt::format("{} tokens are more than the model's context of {}",
                                 cache_.length() + count, context));
  }
  Tensor logits;
  for (std::int64_t first = 0; first < count; first += kChunk) {
    const std::int64_t size = std::min(kChunk, count - first);
    LlamaInputs inputs;
    inputs.input_ids = Tensor::from(
        ids.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(size)), {1, size});
    inputs.cache = &cache_;
    logits = model_.logits(inputs, 1);  // [1, 1, V]
  }
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  return logits.reshape({-1});
}

void Session::crop(std::int64_t length) {
  cache_.crop(length);
  ids_.resize(static_cast<std::size_t>(length));
}

GenerateReport Session::generate(std::span<const std::int64_t> prompt,
                                 const GenerateOptions& options,
                                 const std::function<bool(std::int64_t)>& on_token) {
  GenerateReport report;
  report.prompt_tokens = static_cast<std::int64_t>(prompt.size());
  Sampler sampler(options.sampling);
  auto start = std::chrono::steady_clock::now();
  Tensor logits = feed(prompt);  // prefill: all prompt tokens at once
  report.prefill_seconds = seconds_since(start);
  start = std::chrono::steady_clock::now();
  while (static_cast<std::int64_t>(report.ids.size()) < options.max_new_tokens) {
    const std::int64_t token = sampler.next(logits);
    report.stopped = std::find(options.stop_ids.begin(), options.stop_ids.end(), token) !=
                     options.stop_ids.end();
    if (report.stopped) {
      break;
    }
    report.ids.push_back(token);
    const bool wanted = !on_token || on_token(token);
    const bool last = static_cast<std::int64_t>(report.ids.size()) == options.max_new_tokens;
    if (!wanted || last || cache_.length() == model_.config().max_position_embeddings) {
      break;
    }
    logits = feed(std::span(&token, 1));  // decode: one token, reading the cache
  }
  report.decode_seconds = seconds_since(start);
  return report;
}

double perplexity(const LlamaForCausalLM& model, std::span<const std::int64_t> ids) {
  const auto length = static_cast<std::int64_t>(ids.size());
  if (length < 2) {
    throw InputError("perplexity needs at least two tokens");
  }
  LlamaInputs inputs;
  inputs.input_ids = Tensor::from(ids, {1, length});
  const Tensor loss = causal_lm_loss(model.logits(inputs), inputs.input_ids);
  return std::exp(static_cast<double>(*loss.data<float>()));
}

}  // namespace warplight::model
