// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/model.hpp"

#include "common/error.hpp"
#include "common/ops/add.hpp"
#include "common/ops/embedding.hpp"
#include "common/ops/linear.hpp"
#include "common/ops/mul.hpp"
#include "common/ops/rms_norm.hpp"
#include "common/ops/scaled_dot_product_attention.hpp"
#include "common/ops/swiglu.hpp"
#include "common/ops/view.hpp"
#include "reference_cpu/transformer/activation.hpp"
#include "reference_cpu/transformer/attention_mask.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace warplight::model {

// ---- parts -------------------------------------------------------------------------------------

Linear::Linear(
    io::StateDict& weights, const std::string& name, std::int64_t in, std::int64_t out, bool bias)
    : weight_(weights.take(name + ".weight", {out, in})) {
  if (bias) {
    bias_ = weights.take(name + ".bias", {out});
  }
}

Linear::Linear(Tensor weight) : weight_(std::move(weight)) {}

Tensor Linear::operator()(const Tensor& x) const { return ops::linear(x, weight_, bias_); }

RmsNorm::RmsNorm(io::StateDict& weights, const std::string& name, std::int64_t width, double eps)
    : weight_(weights.take(name + ".weight", {width})), eps_(eps) {}

Tensor RmsNorm::operator()(const Tensor& x) const {
  return ops::rms_norm(x, weight_, weight_.shape(), eps_);
}

// ---- attention ---------------------------------------------------------------------------------

LlamaAttention::LlamaAttention(const LlamaConfig& config,
                               io::StateDict& weights,
                               const std::string& name,
                               std::int64_t layer)
    : layer_(layer),
      head_dim_(config.head_dim),
      q_proj_(weights,
              name + ".q_proj",
              config.hidden_size,
              config.num_attention_heads * config.head_dim,
              config.attention_bias),
      k_proj_(weights,
              name + ".k_proj",
              config.hidden_size,
              config.num_key_value_heads * config.head_dim,
              config.attention_bias),
      v_proj_(weights,
              name + ".v_proj",
              config.hidden_size,
              config.num_key_value_heads * config.head_dim,
              config.attention_bias),
      o_proj_(weights,
              name + ".o_proj",
              config.num_attention_heads * config.head_dim,
              config.hidden_size,
              config.attention_bias) {}

//! [llama_attention]
Tensor LlamaAttention::operator()(const Tensor& x, const LayerContext& context) const {
  const std::int64_t batch = x.dim(0);
  const std::int64_t length = x.dim(1);
  const auto split_heads = [&](const Tensor& projected) {  // [B, T, H * D] -> [B, H, T, D]
    return ops::transpose(ops::reshape(projected, {batch, length, -1, head_dim_}), 1, 2);
  };
  const Tensor q = ops::apply_rotary(split_heads(q_proj_(x)), context.rotary);  // [B, Hq, T, D]
  Tensor k = ops::apply_rotary(split_heads(k_proj_(x)), context.rotary);        // [B, Hk, T, D]
  Tensor v = split_heads(v_proj_(x));                                           // [B, Hk, T, D]
  if (context.cache != nullptr) {
    const KvCache::View cached = context.cache->update(layer_, k, v);  // [B, Hk, Tk, D]
    k = cached.keys;
    v = cached.values;
  }
  if (context.trace != nullptr) {
    context.trace->queries.push_back(q);
    context.trace->keys.push_back(k);
  }
  const Tensor heads = ops::scaled_dot_product_attention(  // [B, Hq, T, D]
      q, k, v, context.mask, ops::Causal::BottomRight,
      1.0 / std::sqrt(static_cast<double>(head_dim_)));
  return o_proj_(ops::reshape(ops::transpose(heads, 1, 2), {batch, length, -1}));
}
//! [llama_attention]

// ---- MLP and layer -----------------------------------------------------------------------------

LlamaMlp::LlamaMlp(const LlamaConfig& config, io::StateDict& weights, const std::string& name)
    : activation_(config.hidden_act),
      gate_proj_(weights,
                 name + ".gate_proj",
                 config.hidden_size,
                 config.intermediate_size,
                 config.mlp_bias),
      up_proj_(weights,
               name + ".up_proj",
               config.hidden_size,
               config.intermediate_size,
               config.mlp_bias),
      down_proj_(weights,
                 name + ".down_proj",
                 config.intermediate_size,
                 config.hidden_size,
                 config.mlp_bias) {}

Tensor LlamaMlp::operator()(const Tensor& x) const {
  const Tensor gate = gate_proj_(x);  // [B, T, intermediate]
  const Tensor up = up_proj_(x);      // [B, T, intermediate]
  if (activation_ == Activation::Silu) {
    return down_proj_(ops::swiglu(gate, up));
  }
  return down_proj_(ops::mul(activate(activation_, gate), up));
}

LlamaDecoderLayer::LlamaDecoderLayer(const LlamaConfig& config,
                                     io::StateDict& weights,
                                     std::int64_t layer)
    : input_layernorm_(weights,
                       fmt::format("model.layers.{}.input_layernorm", layer),
                       config.hidden_size,
                       config.rms_norm_eps),
      self_attn_(config, weights, fmt::format("model.layers.{}.self_attn", layer), layer),
      post_attention_layernorm_(weights,
                                fmt::format("model.layers.{}.post_attention_layernorm", layer),
                                config.hidden_size,
                                config.rms_norm_eps),
      mlp_(config, weights, fmt::format("model.layers.{}.mlp", layer)) {}

//! [llama_layer]
Tensor LlamaDecoderLayer::operator()(const Tensor& x, const LayerContext& context) const {
  const Tensor attended = ops::add(x, self_attn_(input_layernorm_(x), context));  // [B, T, C]
  return ops::add(attended, mlp_(post_attention_layernorm_(attended)));           // [B, T, C]
}
//! [llama_layer]

// ---- the whole decoder -------------------------------------------------------------------------

LlamaModel::LlamaModel(const LlamaConfig& config, io::StateDict& weights)
    : config_(config),
      embed_tokens_(
          weights.take("model.embed_tokens.weight", {config.vocab_size, config.hidden_size})),
      norm_(weights, "model.norm", config.hidden_size, config.rms_norm_eps) {
  for (std::int64_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    layers_.emplace_back(config, weights, layer);
  }
}

LayerContext LlamaModel::context_of(const LlamaInputs& inputs, const Tensor& embeddings) const {
  const std::int64_t past = inputs.cache == nullptr ? 0 : inputs.cache->length();
  const std::int64_t batch = embeddings.dim(0);
  const std::int64_t length = embeddings.dim(1);
  Tensor positions = inputs.position_ids;
  if (!positions.defined()) {
    std::vector<std::int64_t> count(static_cast<std::size_t>(length));
    std::iota(count.begin(), count.end(), past);
    positions = Tensor::from(count, {1, length});
  }
  check_position_ids(positions, batch, length);
  const Tensor rows = positions.contiguous();
  const auto ids = rows.span<std::int64_t>();
  const std::int64_t longest = ids.empty() ? 0 : *std::max_element(ids.begin(), ids.end()) + 1;
  const RopeFrequencies frequencies = rope_frequencies(config_.rope, longest, embeddings.dtype());
  LayerContext context;
  context.rotary =
      ops::rotary_table(positions, frequencies.inverse_frequencies.to(embeddings.device()),
                        frequencies.attention_scaling);
  context.cache = inputs.cache;
  context.trace = inputs.trace;
  if (inputs.attention_mask.defined()) {
    context.mask = padding_mask(inputs.attention_mask, batch, past + length);
  } else if (inputs.position_ids.defined() && past == 0 && !config_.use_cache) {
    context.mask = packing_mask(positions, batch);
  }
  return context;
}

//! [llama_model]
Tensor LlamaModel::operator()(const LlamaInputs& inputs) const {
  check_inputs(inputs, config_);
  Tensor x = inputs.inputs_embeds.defined()
                 ? inputs.inputs_embeds
                 : ops::embedding(inputs.input_ids, embed_tokens_);  // [B, T, C]
  const LayerContext context = context_of(inputs, x);
  for (const LlamaDecoderLayer& layer : layers_) {
    if (inputs.trace != nullptr) {
      inputs.trace->hidden_states.push_back(x);
    }
    x = layer(x, context);
  }
  if (inputs.trace != nullptr) {
    inputs.trace->hidden_states.push_back(x);
  }
  return norm_(x);
}
//! [llama_model]

}  // namespace warplight::model
