// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "reference_cpu/transformer/load.hpp"

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace warplight::model {
namespace {

// llama.cpp's names of weights and Hugging Face's; a layer's stand behind "blk.N." and "model.layers.N.".
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kModelNames{
    {{"token_embd", "model.embed_tokens"}, {"output_norm", "model.norm"}, {"output", "lm_head"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLayerNames{
    {{"attn_norm", "input_layernorm"},
     {"attn_q", "self_attn.q_proj"},
     {"attn_k", "self_attn.k_proj"},
     {"attn_v", "self_attn.v_proj"},
     {"attn_output", "self_attn.o_proj"},
     {"ffn_norm", "post_attention_layernorm"},
     {"ffn_gate", "mlp.gate_proj"},
     {"ffn_up", "mlp.up_proj"},
     {"ffn_down", "mlp.down_proj"}}};

// The scaling factors of Llama 3, which belong to the config.
constexpr std::string_view kFrequencyDivisors = "rope_freqs.weight";

template <std::size_t N>
std::string_view translate(
    const std::array<std::pair<std::string_view, std::string_view>, N>& names,
    std::string_view name) {
  for (const auto& [gguf, hugging_face] : names) {
    if (gguf == name) {
      return hugging_face;
    }
  }
  return {};
}

// "blk.3.attn_q.weight" -> "model.layers.3.self_attn.q_proj.weight"; an unknown name stays, and is
// refused later as left over.
std::string hugging_face_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) {
    return std::string(name);
  }
  const std::string_view kind = name.substr(dot);  // ".weight" or ".bias"
  std::string_view stem = name.substr(0, dot);
  constexpr std::string_view kBlock = "blk.";
  if (!stem.starts_with(kBlock)) {
    const std::string_view known = translate(kModelNames, stem);
    return known.empty() ? std::string(name) : fmt::format("{}{}", known, kind);
  }
  stem.remove_prefix(kBlock.size());
  const std::size_t layer_end = std::min(stem.find('.'), stem.size() - 1);
  const std::string_view known = translate(kLayerNames, stem.substr(layer_end + 1));
  return known.empty()
             ? std::string(name)
             : fmt::format("model.layers.{}.{}{}", stem.substr(0, layer_end), known, kind);
}

std::int64_t positive(const io::GgufFile& file, std::string_view key) {
  const auto value = file.get<std::int64_t>(key);
  if (value <= 0 || value > (std::int64_t{1} << 31)) {
    throw InputError(fmt::format("{}: {}: {} is out of range", file.source(), key, value));
  }
  return value;
}

RopeParameters rope_of(const io::GgufFile& file, const LlamaConfig& config) {
  RopeParameters rope;
  rope.head_dim = config.head_dim;
  rope.max_position_embeddings = config.max_position_embeddings;
  rope.rope_theta = file.find<double>("llama.rope.freq_base").value_or(10000.0);
  rope.factor = file.find<double>("llama.rope.scaling.factor").value_or(1.0);
  rope.original_max_position_embeddings =
      file.find<std::int64_t>("llama.rope.scaling.original_context_length")
          .value_or(config.max_position_embeddings);
  const std::string type = file.find<std::string>("llama.rope.scaling.type").value_or("none");
  if (type == "linear") {
    rope.rope_type = RopeType::Linear;
  } else if (type == "yarn") {
    rope.rope_type = RopeType::Yarn;
    // llama.cpp multiplies YaRN's own magnitude, 0.1 ln(factor) + 1, by its attn_factor.
    const double scale = file.find<double>("llama.rope.scaling.attn_factor").value_or(1.0);
    rope.attention_factor = scale * (0.1 * std::log(std::max(rope.factor, 1.0)) + 1.0);
  } else if (type != "none") {
    throw InputError(
        fmt::format("{}: llama.rope.scaling.type: {} is not built", file.source(), type));
  }
  if (!(rope.rope_theta > 0) || !(rope.factor > 0) || rope.original_max_position_embeddings <= 0) {
    throw InputError(
        fmt::format("{}: llama.rope.*: frequencies and factors must be positive", file.source()));
  }
  if (file.contains(kFrequencyDivisors)) {
    const Tensor divisors = file.tensor(kFrequencyDivisors).to(DType::F64);
    rope.frequency_divisors.assign(divisors.span<double>().begin(), divisors.span<double>().end());
    bool fits = divisors.numel() == config.head_dim / 2;
    for (const double divisor : rope.frequency_divisors) {
      fits = fits && std::isfinite(divisor) && divisor > 0;
    }
    if (!fits) {
      throw InputError(fmt::format("{}: {} must hold {} positive numbers", file.source(),
                                   kFrequencyDivisors, config.head_dim / 2));
    }
  }
  return rope;
}

void require_divisor(const io::GgufFile& file,
                     std::int64_t whole,
                     std::int64_t part,
                     std::string_view what) {
  if (whole % part != 0) {
    throw InputError(
        fmt::format("{}: {}: {} is not a multiple of {}", file.source(), what, whole, part));
  }
}

LlamaConfig config_of(const io::GgufFile& file) {
  const auto architecture = file.get<std::string>("general.architecture");
  if (architecture != "llama") {
    throw InputError(fmt::format("{}: general.architecture: {} is not built, only llama is",
                                 file.source(), architecture));
  }
  LlamaConfig c;
  c.hidden_size = positive(file, "llama.embedding_length");
  c.intermediate_size = positive(file, "llama.feed_forward_length");
  c.num_hidden_layers = positive(file, "llama.block_count");
  c.num_attention_heads = positive(file, "llama.attention.head_count");
  c.num_key_value_heads = file.metadata().count("llama.attention.head_count_kv") > 0
                              ? positive(file, "llama.attention.head_count_kv")
                              : c.num_attention_heads;
  require_divisor(file, c.num_attention_heads, c.num_key_value_heads, "llama.attention.head_count");
  if (file.metadata().count("llama.attention.key_length") > 0) {
    c.head_dim = positive(file, "llama.attention.key_length");
  } else {
    require_divisor(file, c.hidden_size, c.num_attention_heads, "llama.embedding_length");
    c.head_dim = c.hidden_size / c.num_attention_heads;
  }
  require_divisor(file, c.head_dim, 2, "llama.attention.key_length");
  const std::int64_t rotated =
      file.find<std::int64_t>("llama.rope.dimension_count").value_or(c.head_dim);
  if (rotated != c.head_dim) {
    throw InputError(
        fmt::format("{}: llama.rope.dimension_count: {} of {} dimensions; a part of a head "
                    "is not rotated here",
                    file.source(), rotated, c.head_dim));
  }
  c.max_position_embeddings = positive(file, "llama.context_length");
  c.rms_norm_eps = file.get<double>("llama.attention.layer_norm_rms_epsilon");
  c.vocab_size = file.tensor("token_embd.weight").dim(0);
  c.tie_word_embeddings = !file.contains("output.weight");
  c.attention_bias = file.contains("blk.0.attn_q.bias");
  c.mlp_bias = file.contains("blk.0.ffn_gate.bias");
  if (const auto eos = file.find<std::int64_t>("tokenizer.ggml.eos_token_id")) {
    c.eos_token_ids = {*eos};
  }
  c.rope = rope_of(file, c);
  return c;
}

}  // namespace

Checkpoint checkpoint_from_gguf(const io::GgufFile& file) {
  LlamaConfig config = config_of(file);
  io::StateDict weights(file.source());
  weights.add_mapping(file.file());
  for (const std::string& name : file.names()) {
    if (name != kFrequencyDivisors) {
      weights.add(hugging_face_name(name), file.tensor(name));
    }
  }
  return {std::move(config), std::move(weights)};
}

}  // namespace warplight::model
