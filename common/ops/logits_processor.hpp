// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

#include <limits>

/// @file
/// @ingroup sampling
/// @brief What reshapes the distribution of the next token before one is drawn.
///
/// The rules are those of Hugging Face's logits processors, ties and rounding included. In all of them
/// scores is [B, V], F32 or F64, V at least 1, without NaN; a new tensor of that shape is returned.

/// @defgroup sampling Sampling
/// @brief From the scores of the next token to a token.

namespace warplight::ops {

/// What the filters write over a score by default: a token that can't be drawn.
inline constexpr double kBanned = -std::numeric_limits<double>::infinity();

/// scores / temperature.
/// @param scores      [B, V]
/// @param temperature positive: above 1 flattens the distribution, below 1 sharpens it
/// Source: transformers TemperatureLogitsWarper.
Tensor temperature(const Tensor& scores, double temperature);

/// Keeps the k best scores of each row, and whatever ties with the k-th.
/// @param scores             [B, V]
/// @param k                  at least 1; more than V keeps all
/// @param min_tokens_to_keep raises k to this
/// @param filter_value       written over the others
/// Source: transformers TopKLogitsWarper.
Tensor top_k(const Tensor& scores,
             std::int64_t k,
             std::int64_t min_tokens_to_keep = 1,
             double filter_value = kBanned);

/// Keeps the smallest set of most probable tokens whose probabilities reach p: walking from the least
/// probable up (lower ids first among ties), tokens go while the sum of theirs is at most 1 - p.
/// @param scores             [B, V]
/// @param p                  in [0, 1]
/// @param min_tokens_to_keep at least 1: so many of the most probable stay whatever p
/// @param filter_value       written over the others
/// Source: Holtzman et al. 2020, section 3.1; transformers TopPLogitsWarper.
Tensor top_p(const Tensor& scores,
             double p,
             std::int64_t min_tokens_to_keep = 1,
             double filter_value = kBanned);

/// Keeps tokens at least min_p times as probable as the most probable one.
/// @param scores             [B, V]
/// @param p                  in [0, 1]
/// @param min_tokens_to_keep at least 1: so many of the most probable stay whatever p
/// @param filter_value       written over the others
/// Source: transformers MinPLogitsWarper.
Tensor min_p(const Tensor& scores,
             double p,
             std::int64_t min_tokens_to_keep = 1,
             double filter_value = kBanned);

/// Makes tokens that already occurred less likely: a negative score times penalty, another over penalty,
/// once however often the token occurred.
/// @param input_ids [B, T], I64, at least 0; ids from V on are passed over
/// @param scores    [B, V]
/// @param penalty   positive: 1 changes nothing
/// Source: Keskar et al. 2019, section 4.1; transformers RepetitionPenaltyLogitsProcessor.
Tensor repetition_penalty(const Tensor& input_ids, const Tensor& scores, double penalty);

/// The table of temperature's implementations.
Op<Tensor(const Tensor&, double)>& temperature_op();
/// The table of top_k's implementations; k is at least min_tokens_to_keep and at most V.
Op<Tensor(const Tensor&, std::int64_t, double)>& top_k_op();
/// The table of top_p's implementations.
Op<Tensor(const Tensor&, double, std::int64_t, double)>& top_p_op();
/// The table of min_p's implementations.
Op<Tensor(const Tensor&, double, std::int64_t, double)>& min_p_op();
/// The table of repetition_penalty's implementations.
Op<Tensor(const Tensor&, const Tensor&, double)>& repetition_penalty_op();

}  // namespace warplight::ops
