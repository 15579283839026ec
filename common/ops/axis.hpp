// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The rule for arguments that name an axis.

namespace warplight::ops {

/// `dim` counted from the front: in [0, ndim). Like torch it takes a scalar for one axis of one element.
/// Throws InputError, naming the op, if there is no such axis.
std::int64_t axis_from_front(std::string_view op, const Tensor& input, std::int64_t dim);

}  // namespace warplight::ops
