// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Rectified linear unit.

namespace warplight::ops {

/// y = max(x, 0); NaN stays NaN.
/// @param input [...], F32 or F64
/// @return      shape of input
/// Source: torch.nn.functional.relu.
Tensor relu(const Tensor& input);

/// The table of its implementations.
Op<Tensor(const Tensor&)>& relu_op();

}  // namespace warplight::ops
