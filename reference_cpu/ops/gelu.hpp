// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/gelu.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief GELU on the CPU.

namespace warplight::reference {

/// y = x Phi(x); see ops::gelu.
/// @param input         [...]
/// @param approximation how Phi is computed
template <Scalar T>
Tensor gelu(const Tensor& input, ops::GeluApproximation approximation);

/// Enters it into the table of ops.
void register_gelu();

}  // namespace warplight::reference
