// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/relu.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Rectified linear unit.

namespace warplight::reference {

/// y = max(x, 0); NaN stays NaN. See ops::relu.
template <Scalar T>
Tensor relu(const Tensor& input);

/// Enters it into the table of ops.
void register_relu();

}  // namespace warplight::reference
