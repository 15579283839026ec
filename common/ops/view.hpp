// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

#include <vector>

/// @file
/// @ingroup ops
/// @brief Other shapes of the same elements. A model writes these, not the members of Tensor, so that
/// they are ops like all others.

namespace warplight::ops {

/// The same elements in row-major order under another shape; one extent may be -1. A view where the
/// tensor is contiguous, else a copy.
Tensor reshape(const Tensor& input, const Shape& shape);

/// Axes a and b exchanged; a view.
Tensor transpose(const Tensor& input, std::int64_t a, std::int64_t b);

/// Elements [start, end) along one axis; a view.
Tensor slice(const Tensor& input, std::int64_t axis, std::int64_t start, std::int64_t end);

/// Tensors laid one after the other along an axis; a copy.
/// @param inputs at least one; all of one dtype, and of one shape but for the extent of the axis
/// @param axis   negative counts from the end
/// Source: torch.cat.
Tensor concat(const std::vector<Tensor>& inputs, std::int64_t axis);

/// The table of concat's implementations; they get the axis counted from the front.
Op<Tensor(const std::vector<Tensor>&, std::int64_t)>& concat_op();

}  // namespace warplight::ops
