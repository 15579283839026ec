// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Mean squared error, the loss of a regression.

namespace warplight::ops {

/// mean((input - target)^2).
/// @param input  [...], F32 or F64
/// @param target shape and dtype of input
/// @return       [], a scalar; NaN for no elements, as in torch
/// Source: torch.nn.functional.mse_loss.
Tensor mse_loss(const Tensor& input, const Tensor& target);

/// The table of its implementations.
Op<Tensor(const Tensor&, const Tensor&)>& mse_loss_op();

}  // namespace warplight::ops
