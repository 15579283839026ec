// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/swiglu.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief SwiGLU on the CPU.

namespace warplight::reference {

/// y = silu(gate) * up; see ops::swiglu.
/// @param gate [...]
/// @param up   [...]
template <Scalar T>
Tensor swiglu(const Tensor& gate, const Tensor& up);

/// Enters it into the table of ops.
void register_swiglu();

}  // namespace warplight::reference
