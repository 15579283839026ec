// SPDX-License-Identifier: Apache-2.0
#include "tests/transformer/small_llama.hpp"

#include "tests/random_tensor.hpp"

#include <string>

namespace warplight {

nlohmann::json small_llama_config() {
  return {{"vocab_size", 23},
          {"hidden_size", 20},
          {"intermediate_size", 28},
          {"num_hidden_layers", 2},
          {"num_attention_heads", 4},
          {"num_key_value_heads", 2},
          {"head_dim", 6},
          {"max_position_embeddings", 64},
          {"rms_norm_eps", 1e-5},
          {"attention_bias", true},
          {"mlp_bias", true},
          {"tie_word_embeddings", false}};
}

io::StateDict small_llama_weights(const nlohmann::json& config) {
  io::StateDict weights("small llama");
  std::uint64_t seed = 100;
  const auto add = [&](const std::string& name, Shape shape) {
    weights.add(name, random_tensor(std::move(shape), seed++));
  };
  const auto size = [&](const char* key) { return config.at(key).get<std::int64_t>(); };
  const std::int64_t c = size("hidden_size"), f = size("intermediate_size"), d = size("head_dim");
  const std::int64_t q = size("num_attention_heads") * d, kv = size("num_key_value_heads") * d;
  const auto add_linear = [&](const std::string& name, std::int64_t out, std::int64_t in,
                              bool bias) {
    add(name + ".weight", {out, in});
    if (bias) {
      add(name + ".bias", {out});
    }
  };
  const bool attention_bias = config.at("attention_bias"), mlp_bias = config.at("mlp_bias");
  add("model.embed_tokens.weight", {size("vocab_size"), c});
  for (std::int64_t layer = 0; layer < size("num_hidden_layers"); ++layer) {
    const std::string prefix = "model.layers." + std::to_string(layer) + ".";
    add(prefix + "input_layernorm.weight", {c});
    add_linear(prefix + "self_attn.q_proj", q, c, attention_bias);
    add_linear(prefix + "self_attn.k_proj", kv, c, attention_bias);
    add_linear(prefix + "self_attn.v_proj", kv, c, attention_bias);
    add_linear(prefix + "self_attn.o_proj", c, q, attention_bias);
    add(prefix + "post_attention_layernorm.weight", {c});
    add_linear(prefix + "mlp.gate_proj", f, c, mlp_bias);
    add_linear(prefix + "mlp.up_proj", f, c, mlp_bias);
    add_linear(prefix + "mlp.down_proj", c, f, mlp_bias);
  }
  add("model.norm.weight", {c});
  if (!config.at("tie_word_embeddings").get<bool>()) {
    add("lm_head.weight", {size("vocab_size"), c});
  }
  return weights;
}

}  // namespace warplight
