// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/logits_processor.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup sampling
/// @brief The logits processors on the CPU.

namespace warplight::reference {

/// scores / temperature; see ops::temperature.
/// @param scores      [B, V]
/// @param temperature positive
template <Scalar T>
Tensor temperature(const Tensor& scores, double temperature);

/// Keeps the k best of each row and what ties with the k-th; see ops::top_k.
/// @param scores [B, V]
/// @param k      in [1, V]
/// @param filter_value score of what goes
template <Scalar T>
Tensor top_k(const Tensor& scores, std::int64_t k, double filter_value);

/// Keeps the most probable whose probabilities reach p; see ops::top_p.
/// @param scores [B, V]
/// @param p      in [0, 1]
/// @param min_tokens_to_keep kept in any case
/// @param filter_value score of what goes
template <Scalar T>
Tensor top_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value);

/// Keeps what is at least p times as probable as the best; see ops::min_p.
/// @param scores [B, V]
/// @param p      in [0, 1]
/// @param min_tokens_to_keep kept in any case
/// @param filter_value score of what goes
template <Scalar T>
Tensor min_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value);

/// Makes the tokens of input_ids less likely; see ops::repetition_penalty.
/// @param input_ids [B, T], I64
/// @param scores    [B, V]
/// @param penalty   positive; above 1 discourages
template <Scalar T>
Tensor repetition_penalty(const Tensor& input_ids, const Tensor& scores, double penalty);

/// Enters all five into the table of ops.
void register_logits_processors();

}  // namespace warplight::reference
