// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The shape rule that rms_norm and layer_norm share.

namespace warplight::ops {

/// Number of elements that `normalized_shape` spans.
/// Throws InputError unless it is the tail of input's shape.
std::int64_t normalized_width(std::string_view op,
                              const Tensor& input,
                              const Shape& normalized_shape);

/// Throws InputError unless `parameter` is undefined, or of normalized_shape and input's dtype.
void require_parameter_shape(std::string_view op,
                             const Tensor& input,
                             const Tensor& parameter,
                             const Shape& normalized_shape);

}  // namespace warplight::ops
