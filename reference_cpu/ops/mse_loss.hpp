// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/mse_loss.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Mean squared error on the CPU.

namespace warplight::reference {

/// mean((input - target)^2), summed in double; see ops::mse_loss.
/// @param input  [...]
/// @param target [...]
/// @return       []
template <Scalar T>
Tensor mse_loss(const Tensor& input, const Tensor& target);

/// Enters it into the table of ops.
void register_mse_loss();

}  // namespace warplight::reference
