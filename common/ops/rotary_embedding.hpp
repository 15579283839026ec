// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup position_encoding
/// @brief Rotary position embedding (RoPE), in the half-split layout of Hugging Face.

/// @defgroup position_encoding Position encoding
/// @brief RoPE and its long-context scalings.

namespace warplight::ops {

/// Cosine and sine of every angle position * frequency, each frequency twice (for both halves).
struct RotaryTable {
  Tensor cos;  ///< [B, T, D_rot]
  Tensor sin;  ///< [B, T, D_rot]
};

/// cos(m * theta_k) and sin(m * theta_k), times `attention_scaling` (YaRN's; 1 elsewhere).
/// The angle is a product in the dtype of `inverse_frequencies`, as in Hugging Face.
/// @param position_ids        [B, T], I64
/// @param inverse_frequencies theta: [D_rot / 2], F32 or F64
/// @param attention_scaling   factor of both
/// Source: Su et al. 2021 (RoFormer), eq. 15; transformers LlamaRotaryEmbedding.
RotaryTable rotary_table(const Tensor& position_ids,
                         const Tensor& inverse_frequencies,
                         double attention_scaling);

/// Rotates the pairs (x_k, x_{k + D_rot/2}) of every head by their position's angle. Elements past
/// D_rot pass through.
/// @param x     [B, H, T, D], the table's dtype; need not be contiguous
/// @param table cos and sin [B, T, D_rot] (B may be 1)
/// @return      [B, H, T, D]
/// Source: Su et al. 2021, sec. 3.4.2; transformers apply_rotary_pos_emb, rotate_half.
Tensor apply_rotary(const Tensor& x, const RotaryTable& table);

/// The tables of their implementations.
Op<RotaryTable(const Tensor&, const Tensor&, double)>& rotary_table_op();
/// @copydoc rotary_table_op
Op<Tensor(const Tensor&, const RotaryTable&)>& apply_rotary_op();

}  // namespace warplight::ops
