// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/silu.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief SiLU on the CPU.

namespace warplight::reference {

/// y = x / (1 + exp(-x)); see ops::silu.
/// @param input [...]
template <Scalar T>
Tensor silu(const Tensor& input);

/// Enters it into the table of ops.
void register_silu();

}  // namespace warplight::reference
