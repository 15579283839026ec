// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The shape rule that add and mul share.

namespace warplight::ops {

/// The shape both tensors broadcast to: shapes are aligned at their last axes, and an extent of 1 (or an
/// axis that is not there) repeats. Throws InputError, naming the op and both shapes, if they do not fit.
Shape broadcast_shape(std::string_view op, const Tensor& a, const Tensor& b);

}  // namespace warplight::ops
