// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup attention
/// @brief Attention: softmax(scale * Q K^T + mask) V.

namespace warplight::ops {

/// Which keys a query may see when queries and keys are positions of one sequence.
enum class Causal : std::uint8_t {
  None,        ///< all
  TopLeft,     ///< query i sees keys j <= i, whatever the lengths: torch's is_causal
  BottomRight  ///< query i sees keys j <= i + Tk - Tq: the last query sees all (a cache, a chunk)
};

/// softmax(scale * Q K^T + mask) V for every head. A query that may see no key gives 0.
/// @param query [B, Hq, Tq, D], F32 or F64; need not be contiguous
/// @param key   [B, Hk, Tk, D], same dtype; Hq is a multiple of Hk, and query head h reads key head
///              h / (Hq / Hk) (grouped-query attention)
/// @param value [B, Hk, Tk, Dv]
/// @param mask  undefined, or broadcastable to [B, Hq, Tq, Tk]: Bool (true may be seen) or query's
///              dtype (added to the scores)
/// @param causal combined with the mask: a key must pass both
/// @param scale usually 1 / sqrt(D)
/// @return      [B, Hq, Tq, Dv]
/// Source: Vaswani et al. 2017, eq. 1; torch.nn.functional.scaled_dot_product_attention.
Tensor scaled_dot_product_attention(const Tensor& query,
                                    const Tensor& key,
                                    const Tensor& value,
                                    const Tensor& mask,
                                    Causal causal,
                                    double scale);

/// The table of its implementations; the mask they get is undefined or expanded in rank to 4.
Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, Causal, double)>&
scaled_dot_product_attention_op();

}  // namespace warplight::ops
