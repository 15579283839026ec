// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The product that holds nearly all of a transformer's arithmetic.

namespace warplight::ops {

/// y = x W^T + b.
/// @param input  [..., in], F32 or F64
/// @param weight [out, in], input's dtype; or BF16, F16, Q4_0, Q4_1, Q8_0 with an F32 input: then the
///               weight is widened as it is read, and accumulation stays in F32
/// @param bias   [out] in input's dtype, or undefined
/// @return       [..., out], input's dtype
/// Source: torch.nn.functional.linear.
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias);

/// The table of its implementations.
Op<Tensor(const Tensor&, const Tensor&, const Tensor&)>& linear_op();

}  // namespace warplight::ops
