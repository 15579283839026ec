// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <cstdint>

/// @file
/// @ingroup sampling
/// @brief From the scores of the next token to the token.

namespace warplight::model {

/// How the next token is chosen. The filters apply in this order: temperature, top-k, top-p.
struct SampleParams {
  double temperature =
      0;  ///< scores are divided by it; below 1e-5 the best token is taken (greedy)
  std::int64_t top_k = 0;  ///< only the k best may be drawn; 0: all
  double top_p =
      1;  ///< only the fewest most probable that reach this probability; 1: all, 0: the best
  std::uint64_t seed = 0;  ///< same seed, same draws
};

/// Draws one token after the other. Ranks are strict: the higher score, then the lower id, so that equal
/// scores never let more than top_k tokens through.
class Sampler {
 public:
  /// Throws InputError for a parameter out of its range.
  explicit Sampler(const SampleParams& params);

  /// The next token.
  /// @param logits [V] scores, F32, on any device; -inf bans a token
  /// Throws InputError if a score is NaN or +inf, or if all tokens are banned: the model that gave such
  /// scores is broken, and a token drawn from them would hide it.
  std::int64_t next(const Tensor& logits);

 private:
  SampleParams params_;
  std::uint32_t step_ = 0;  // draws so far: part of the address of the noise
};

}  // namespace warplight::model
