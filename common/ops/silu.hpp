// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Sigmoid linear unit, also called swish.

namespace warplight::ops {

/// y = x sigmoid(x) = x / (1 + exp(-x)).
/// @param input [...], F32 or F64
/// @return      shape of input
/// Source: Ramachandran et al. 2017 (swish with beta 1); torch.nn.functional.silu.
Tensor silu(const Tensor& input);

/// The table of its implementations.
Op<Tensor(const Tensor&)>& silu_op();

}  // namespace warplight::ops
