// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/add.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Sum on the CPU.

namespace warplight::reference {

/// y = a + b, both broadcast to `shape`; see ops::add.
/// @param a [...]
/// @param b [...]
/// @param shape of the result
template <Scalar T>
Tensor add(const Tensor& a, const Tensor& b, const Shape& shape);

/// Enters it into the table of ops.
void register_add();

}  // namespace warplight::reference
