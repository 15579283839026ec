// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/state_dict.hpp"
#include "common/ops/rotary_embedding.hpp"
#include "common/tensor/tensor.hpp"
#include "reference_cpu/kv_cache/kv_cache.hpp"
#include "reference_cpu/transformer/config.hpp"

#include <string>
#include <vector>

/// @file
/// @ingroup transformer
/// @brief The Llama decoder, wired from ops. It includes no implementation, so it runs on the reference or
/// on CUDA by where its tensors live. Classes and weight keys are those of transformers' modeling_llama.py.

namespace warplight::model {

/// y = x W^T + b with its parameters.
class Linear {
 public:
  /// Takes `name`.weight [out, in] and, if `bias`, `name`.bias [out].
  Linear(io::StateDict& weights,
         const std::string& name,
         std::int64_t in,
         std::int64_t out,
         bool bias);
  /// A layer without bias that shares its weight with another one.
  explicit Linear(Tensor weight);
  /// x: [..., in] -> [..., out]
  [[nodiscard]] Tensor operator()(const Tensor& x) const;

 private:
  Tensor weight_;  // [out, in]
  Tensor bias_;    // [out], or undefined
};

/// Root-mean-square normalisation with its weight.
class RmsNorm {
 public:
  /// Takes `name`.weight [C].
  RmsNorm(io::StateDict& weights, const std::string& name, std::int64_t width, double eps);
  /// x: [..., C] -> [..., C]
  [[nodiscard]] Tensor operator()(const Tensor& x) const;

 private:
  Tensor weight_;  // [C]
  double eps_;
};

/// What a chapter wants to see of a forward: filled when given to it.
struct Trace {
  std::vector<Tensor> hidden_states;  ///< the embeddings, then the output of each layer: [B, T, C]
  std::vector<Tensor> queries;        ///< per layer, after RoPE: [B, Hq, T, D]
  std::vector<Tensor> keys;  ///< per layer, after RoPE, cached ones included: [B, Hk, Tk, D]
};

/// What all layers of one forward share.
struct LayerContext {
  ops::RotaryTable rotary;  ///< angles of this step's positions
  Tensor mask;  ///< broadcastable to [B, Hq, Tq, Tk], Bool; undefined: causal order alone
  KvCache* cache = nullptr;  ///< keys and values so far, or none
  Trace* trace = nullptr;    ///< filled, or none
};

/// Multi-head attention with grouped keys and values and rotary positions.
class LlamaAttention {
 public:
  /// Takes `name`.{q,k,v,o}_proj.
  LlamaAttention(const LlamaConfig& config,
                 io::StateDict& weights,
                 const std::string& name,
                 std::int64_t layer);
  /// x: [B, T, C] -> [B, T, C]
  [[nodiscard]] Tensor operator()(const Tensor& x, const LayerContext& context) const;

 private:
  std::int64_t layer_;
  std::int64_t head_dim_;
  Linear q_proj_;  // C -> Hq * D
  Linear k_proj_;  // C -> Hk * D
  Linear v_proj_;  // C -> Hk * D
  Linear o_proj_;  // Hq * D -> C
};

/// The gated MLP: down(act(gate(x)) * up(x)); SwiGLU when act is silu.
class LlamaMlp {
 public:
  /// Takes `name`.{gate,up,down}_proj.
  LlamaMlp(const LlamaConfig& config, io::StateDict& weights, const std::string& name);
  /// x: [B, T, C] -> [B, T, C]
  [[nodiscard]] Tensor operator()(const Tensor& x) const;

 private:
  Activation activation_;
  Linear gate_proj_;
  Linear up_proj_;
  Linear down_proj_;
};

/// One layer: attention and MLP, each behind a norm and beside a residual connection (pre-norm).
class LlamaDecoderLayer {
 public:
  /// Takes the weights of layer `layer`.
  LlamaDecoderLayer(const LlamaConfig& config, io::StateDict& weights, std::int64_t layer);
  /// x: [B, T, C] -> [B, T, C]
  [[nodiscard]] Tensor operator()(const Tensor& x, const LayerContext& context) const;

 private:
  RmsNorm input_layernorm_;
  LlamaAttention self_attn_;
  RmsNorm post_attention_layernorm_;
  LlamaMlp mlp_;
};

/// What goes into a forward; exactly one of input_ids and inputs_embeds is defined.
struct LlamaInputs {
  Tensor input_ids;       ///< [B, T], I64
  Tensor inputs_embeds;   ///< [B, T, C]
  Tensor attention_mask;  ///< [B, T with the cached tokens], I64, 1 where a token counts; optional
  Tensor position_ids;    ///< [B, T] or [1, T], I64; default: 0 .. T-1 after the cached tokens
  KvCache* cache = nullptr;  ///< read and extended, or none
  Trace* trace = nullptr;    ///< filled, or none
};

/// Embedding, layers and final norm.
class LlamaModel {
 public:
  /// Takes embed_tokens, layers.* and norm.
  LlamaModel(const LlamaConfig& config, io::StateDict& weights);
  /// Hidden states after the final norm: [B, T, C]. Throws InputError for inputs that do not fit.
  [[nodiscard]] Tensor operator()(const LlamaInputs& inputs) const;
  /// [V, C]
  [[nodiscard]] const Tensor& embedding_weight() const { return embed_tokens_; }
  /// The final norm alone, for the logit lens.
  [[nodiscard]] const RmsNorm& norm() const { return norm_; }

 private:
  [[nodiscard]] LayerContext context_of(const LlamaInputs& inputs, const Tensor& embeddings) const;

  LlamaConfig config_;
  Tensor embed_tokens_;  // [V, C]
  std::vector<LlamaDecoderLayer> layers_;
  RmsNorm norm_;
};

}  // namespace warplight::model
