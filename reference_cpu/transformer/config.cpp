// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/config.hpp"

#include "common/error.hpp"
#include "common/io/json_reader.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace warplight::model {
namespace {

Activation parse_activation(const io::JsonReader& reader) {
  constexpr std::array<std::pair<std::string_view, Activation>, 6> kNames{
      {{"silu", Activation::Silu},
       {"swish", Activation::Silu},
       {"gelu", Activation::Gelu},
       {"gelu_pytorch_tanh", Activation::GeluTanh},
       {"quick_gelu", Activation::QuickGelu},
       {"relu", Activation::Relu}}};
  const auto text = reader.get<std::string>("hidden_act", "silu");
  for (const auto& [name, activation] : kNames) {
    if (name == text) {
      return activation;
    }
  }
  reader.fail("hidden_act", "silu, gelu, gelu_pytorch_tanh, quick_gelu or relu");
}

// A token id, or upstream's -1 for none.
std::optional<std::int64_t> parse_pad_token(const io::JsonReader& reader, std::int64_t vocab_size) {
  const auto id = reader.find<std::int64_t>("pad_token_id");
  if (id && (*id < -vocab_size || *id >= vocab_size)) {
    reader.fail("pad_token_id", fmt::format("an id below vocab_size {}", vocab_size));
  }
  return id;
}

std::vector<std::int64_t> parse_eos_tokens(const io::JsonReader& reader) {
  if (!reader.has("eos_token_id")) {
    return {};
  }
  if (reader.json().at("eos_token_id").is_array()) {
    return reader.get<std::vector<std::int64_t>>("eos_token_id");
  }
  return {reader.get<std::int64_t>("eos_token_id")};
}

std::int64_t parse_label_count(const io::JsonReader& reader) {
  if (reader.has("id2label")) {
    const auto count = static_cast<std::int64_t>(reader.object("id2label").json().size());
    if (count == 0) {
      reader.fail("id2label", "at least one label");
    }
    return count;
  }
  return reader.positive("num_labels", 2);
}

void refuse_what_is_not_built(const io::JsonReader& reader) {
  const auto type = reader.get<std::string>("model_type", "llama");
  if (type != "llama") {
    reader.fail("model_type", "llama (other architectures are not built)");
  }
  if (reader.has("sliding_window")) {
    reader.fail("sliding_window", "null (sliding windows are not built)");
  }
  if (reader.has("quantization_config")) {
    reader.fail("quantization_config", "null (quantised checkpoints come as GGUF)");
  }
}

}  // namespace

LlamaConfig parse_llama_config(const nlohmann::json& config, std::string_view source) {
  const io::JsonReader reader(config, std::string(source));
  refuse_what_is_not_built(reader);
  LlamaConfig c;
  c.vocab_size = reader.positive("vocab_size");
  c.hidden_size = reader.positive("hidden_size");
  c.intermediate_size = reader.positive("intermediate_size");
  c.num_hidden_layers = reader.positive("num_hidden_layers");
  c.num_attention_heads = reader.positive("num_attention_heads");
  c.num_key_value_heads = reader.positive("num_key_value_heads", c.num_attention_heads);
  if (c.num_attention_heads % c.num_key_value_heads != 0) {
    reader.fail("num_key_value_heads",
                fmt::format("a divisor of num_attention_heads {}", c.num_attention_heads));
  }
  if (!reader.has("head_dim") && c.hidden_size % c.num_attention_heads != 0) {
    reader.fail("num_attention_heads", fmt::format("a divisor of hidden_size {}", c.hidden_size));
  }
  c.head_dim = reader.positive("head_dim", c.hidden_size / c.num_attention_heads);
  if (c.head_dim % 2 != 0) {
    reader.fail("head_dim", "an even number (RoPE rotates pairs)");
  }
  c.max_position_embeddings = reader.positive("max_position_embeddings", 2048);
  c.rms_norm_eps = reader.get<double>("rms_norm_eps", 1e-6);
  if (!(c.rms_norm_eps >= 0)) {
    reader.fail("rms_norm_eps", "a number that is not negative");
  }
  c.hidden_act = parse_activation(reader);
  c.attention_bias = reader.get<bool>("attention_bias", false);
  c.mlp_bias = reader.get<bool>("mlp_bias", false);
  c.tie_word_embeddings = reader.get<bool>("tie_word_embeddings", false);
  c.use_cache = reader.get<bool>("use_cache", true);
  c.pad_token_id = parse_pad_token(reader, c.vocab_size);
  c.eos_token_ids = parse_eos_tokens(reader);
  c.num_labels = parse_label_count(reader);
  c.rope = parse_rope_parameters(config, c.head_dim, c.max_position_embeddings, source);
  return c;
}

std::int64_t parameter_count(const LlamaConfig& c) {
  const std::int64_t q_width = c.num_attention_heads * c.head_dim;
  const std::int64_t kv_width = c.num_key_value_heads * c.head_dim;
  std::int64_t layer = 2 * c.hidden_size * q_width + 2 * c.hidden_size * kv_width +
                       3 * c.hidden_size * c.intermediate_size + 2 * c.hidden_size;
  layer += c.attention_bias ? q_width + 2 * kv_width + c.hidden_size : 0;
  layer += c.mlp_bias ? 2 * c.intermediate_size + c.hidden_size : 0;
  const std::int64_t heads = c.tie_word_embeddings ? 1 : 2;
  return heads * c.vocab_size * c.hidden_size + c.num_hidden_layers * layer + c.hidden_size;
}

}  // namespace warplight::model
