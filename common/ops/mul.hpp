// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Product of two tensors, element by element.

namespace warplight::ops {

/// y = a * b; extents of 1 and leading axes that one of them lacks are repeated (broadcasting).
/// @param a [...], F32 or F64
/// @param b [...], same dtype; its shape fits a's from the last axis on
/// @return  the shape both broadcast to
/// Source: torch.mul.
Tensor mul(const Tensor& a, const Tensor& b);

/// The table of its implementations; they get the shape of the result.
Op<Tensor(const Tensor&, const Tensor&, const Shape&)>& mul_op();

}  // namespace warplight::ops
