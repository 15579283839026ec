// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/rotary_embedding.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup position_encoding
/// @brief RoPE on the CPU.

namespace warplight::reference {

/// cos and sin of position * frequency; see ops::rotary_table.
/// @param position_ids        [B, T], I64
/// @param inverse_frequencies [D_rot / 2]
/// @param attention_scaling   factor of both
template <Scalar T>
ops::RotaryTable rotary_table(const Tensor& position_ids,
                              const Tensor& inverse_frequencies,
                              double attention_scaling);

/// Rotates the pairs (x_k, x_{k + D_rot/2}); see ops::apply_rotary.
/// @param x     [B, H, T, D]
/// @param table cos and sin [B or 1, T, D_rot]
template <Scalar T>
Tensor apply_rotary(const Tensor& x, const ops::RotaryTable& table);

/// Enters both into the table of ops.
void register_rotary_embedding();

}  // namespace warplight::reference
