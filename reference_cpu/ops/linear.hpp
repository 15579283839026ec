// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/linear.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief The linear layer on the CPU.

namespace warplight::reference {

/// y = x W^T + b; see ops::linear.
/// @param input  [..., in]
/// @param weight [out, in], of T or a narrower storage format
/// @param bias   [out], or undefined
template <Scalar T>
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias);

/// Enters it into the table of ops.
void register_linear();

}  // namespace warplight::reference
