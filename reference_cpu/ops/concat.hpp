// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/view.hpp"

#include <vector>

/// @file
/// @ingroup reference
/// @brief Concatenation on the CPU.

namespace warplight::reference {

/// Tensors laid one after the other along an axis; see ops::concat. It moves bytes, of any dtype.
/// @param inputs of one dtype, and of one shape but for the extent of the axis
/// @param axis   counted from the front
Tensor concat(const std::vector<Tensor>& inputs, std::int64_t axis);

/// Enters it into the table of ops.
void register_concat();

}  // namespace warplight::reference
