// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

/// @file
/// @ingroup position_encoding
/// @brief The frequencies of RoPE and the ways to stretch them for contexts longer than the trained one.

namespace warplight::model {

/// How the frequencies are scaled.
enum class RopeType : std::uint8_t {
  Default,  ///< theta_k = base^(-2k/d)
  Linear,   ///< theta_k / factor
  Dynamic,  ///< a larger base once the text is longer than trained (dynamic NTK)
  Yarn,     ///< high frequencies as trained, low ones divided, a ramp between (Peng et al. 2023)
  Llama3    ///< the same idea with its bounds given as wavelengths (Llama 3.1)
};

/// `rope_parameters` of a Hugging Face config.json; names are upstream's.
struct RopeParameters {
  RopeType rope_type = RopeType::Default;             ///< which of the scalings
  double rope_theta = 10000.0;                        ///< base of the frequencies
  std::int64_t head_dim = 0;                          ///< D
  double partial_rotary_factor = 1.0;                 ///< share of D that is rotated
  std::int64_t max_position_embeddings = 0;           ///< longest text
  double factor = 1.0;                                ///< how much longer the context shall be
  std::int64_t original_max_position_embeddings = 0;  ///< trained length
  std::optional<double> attention_factor;  ///< YaRN: scale of cos and sin; else from the factor
  double beta_fast =
      32.0;                ///< YaRN: rotations over the trained context above which nothing changes
  double beta_slow = 1.0;  ///< YaRN: rotations below which all is divided by the factor
  std::optional<double>
      mscale;  ///< YaRN as in DeepSeek: with mscale_all_dim gives attention_factor
  std::optional<double> mscale_all_dim;  ///< see mscale
  bool truncate = true;                  ///< YaRN: bounds of the ramp rounded to whole dimensions
  double low_freq_factor = 1.0;          ///< Llama 3
  double high_freq_factor = 4.0;         ///< Llama 3
  /// Each theta_k is divided by its own number: how GGUF files carry Llama 3's scaling. Empty: by 1.
  std::vector<double> frequency_divisors;
};

/// Reads `rope_parameters` (or the older `rope_scaling` and `rope_theta`) of a model's config.
/// @param config   a model's config.json
/// @param head_dim D of that model
/// @param max_position_embeddings trained length of that model
/// @param source   file name for messages
/// Throws InputError, naming file and key, for a type that is not built or a value out of range.
RopeParameters parse_rope_parameters(const nlohmann::json& config,
                                     std::int64_t head_dim,
                                     std::int64_t max_position_embeddings,
                                     std::string_view source);

/// Frequencies theta_k = [D_rot / 2] and the factor of cos and sin.
struct RopeFrequencies {
  Tensor inverse_frequencies;      ///< [D_rot / 2], F32 or F64
  double attention_scaling = 1.0;  ///< of cos and sin
};

/// The frequencies for a text of `length` tokens (only RopeType::Dynamic depends on it). In F32 every step
/// rounds as upstream does, since far positions multiply the last digit; in F64 they are exact.
/// Source: transformers modeling_rope_utils.py; YaRN: Peng et al. 2023, sec. 3.
RopeFrequencies rope_frequencies(const RopeParameters& parameters,
                                 std::int64_t length,
                                 DType dtype = DType::F32);

}  // namespace warplight::model
