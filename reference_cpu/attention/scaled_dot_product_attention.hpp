// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/scaled_dot_product_attention.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup attention
/// @brief Attention on the CPU, as the formula says it.

/// @defgroup attention Attention
/// @brief softmax(scale * Q K^T + mask) V: plain, masked, grouped-query.

namespace warplight::reference {

/// softmax(scale * Q K^T + mask) V per head; see ops::scaled_dot_product_attention.
/// A block of query rows at a time, so that scores never need [Tq, Tk] memory.
/// @param query [B, Hq, Tq, D]
/// @param key   [B, Hk, Tk, D]
/// @param value [B, Hk, Tk, Dv]
/// @param mask  undefined, or [B or 1, Hq or 1, Tq or 1, Tk or 1], Bool or T
/// @param causal which keys a query may see besides
/// @param scale usually 1 / sqrt(D)
template <Scalar T>
Tensor scaled_dot_product_attention(const Tensor& query,
                                    const Tensor& key,
                                    const Tensor& value,
                                    const Tensor& mask,
                                    ops::Causal causal,
                                    double scale);

/// Enters it into the table of ops.
void register_scaled_dot_product_attention();

}  // namespace warplight::reference
