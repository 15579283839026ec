// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/quick_gelu.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief The sigmoid approximation of GELU.

namespace warplight::reference {

/// y = x sigmoid(1.702 x). See ops::quick_gelu.
template <Scalar T>
Tensor quick_gelu(const Tensor& input);

/// Enters it into the table of ops.
void register_quick_gelu();

}  // namespace warplight::reference
