// SPDX-License-Identifier: Apache-2.0
#include "common/ops/axis.hpp"

#include "common/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::ops {

std::int64_t axis_from_front(std::string_view op, const Tensor& input, std::int64_t dim) {
  const std::int64_t axes = std::max<std::int64_t>(input.ndim(), 1);
  if (dim < -axes || dim >= axes) {
    throw InputError(
        fmt::format("{}: no axis {} in input's shape {}", op, dim, to_string(input.shape())));
  }
  return dim < 0 ? dim + axes : dim;
}

}  // namespace warplight::ops
