// SPDX-License-Identifier: Apache-2.0
#include "common/ops/normalized_shape.hpp"

#include "common/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::ops {

std::int64_t normalized_width(std::string_view op,
                              const Tensor& input,
                              const Shape& normalized_shape) {
  const Shape& shape = input.shape();
  const bool is_tail =
      !normalized_shape.empty() && normalized_shape.size() <= shape.size() &&
      std::equal(normalized_shape.rbegin(), normalized_shape.rend(), shape.rbegin());
  if (!is_tail) {
    throw InputError(fmt::format("{}: normalized_shape {} is not the tail of input's shape {}", op,
                                 to_string(normalized_shape), to_string(shape)));
  }
  return element_count(normalized_shape);
}

void require_parameter_shape(std::string_view op,
                             const Tensor& input,
                             const Tensor& parameter,
                             const Shape& normalized_shape) {
  if (!parameter.defined()) {
    return;
  }
  require_same_dtype(op, input, parameter);
  if (parameter.shape() != normalized_shape) {
    throw_shape_mismatch(op, "a parameter does not have the normalised shape of input", input,
                         parameter);
  }
}

}  // namespace warplight::ops
