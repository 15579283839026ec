// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reference_cpu/position_encoding/rope_parameters.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

/// @file
/// @ingroup transformer
/// @brief The numbers that fix a Llama-type decoder.

/// @defgroup transformer Transformer
/// @brief A whole decoder of the Llama architecture: SmolLM2, Llama and their relatives.

namespace warplight::model {

/// The activation inside the MLP.
enum class Activation : std::uint8_t { Silu, Gelu, GeluTanh, QuickGelu, Relu };

/// A Hugging Face `config.json` of the Llama architecture; names are upstream's.
struct LlamaConfig {
  std::int64_t vocab_size = 0;               ///< V
  std::int64_t hidden_size = 0;              ///< C
  std::int64_t intermediate_size = 0;        ///< width of the MLP
  std::int64_t num_hidden_layers = 0;        ///< L
  std::int64_t num_attention_heads = 0;      ///< Hq
  std::int64_t num_key_value_heads = 0;      ///< Hk, divides Hq
  std::int64_t head_dim = 0;                 ///< D, usually C / Hq
  std::int64_t max_position_embeddings = 0;  ///< longest text
  double rms_norm_eps = 1e-6;                ///< added to the mean square
  Activation hidden_act = Activation::Silu;  ///< inside the MLP
  bool attention_bias = false;               ///< q, k, v and o have biases
  bool mlp_bias = false;                     ///< gate, up and down have biases
  bool tie_word_embeddings = false;          ///< the output layer is the embedding
  bool use_cache = true;  ///< upstream's default of keeping a cache (see causal_lm.hpp on packing)
  std::optional<std::int64_t> pad_token_id;  ///< padding, where there is one
  std::vector<std::int64_t> eos_token_ids;   ///< generation stops at any of these
  std::int64_t num_labels = 2;               ///< for sequence classification
  RopeParameters rope;                       ///< rotary embedding
};

/// Reads and checks a config. Throws InputError, naming `source` and the key, for a value that is
/// missing, of the wrong kind or out of range, or that asks for something that is not built.
LlamaConfig parse_llama_config(const nlohmann::json& config, std::string_view source);

/// Parameters of the model (a tied output layer counts once).
std::int64_t parameter_count(const LlamaConfig& config);

}  // namespace warplight::model
