// SPDX-License-Identifier: Apache-2.0
#include "common/ops/view.hpp"

#include "common/ops/axis.hpp"

namespace warplight::ops {

Tensor reshape(const Tensor& input, const Shape& shape) {
  return input.contiguous().reshape(shape);
}

Tensor transpose(const Tensor& input, std::int64_t a, std::int64_t b) {
  return input.transpose(a, b);
}

Tensor slice(const Tensor& input, std::int64_t axis, std::int64_t start, std::int64_t end) {
  return input.slice(axis, start, end);
}

Op<Tensor(const std::vector<Tensor>&, std::int64_t)>& concat_op() {
  static Op<Tensor(const std::vector<Tensor>&, std::int64_t)> op("concat");
  return op;
}

Tensor concat(const std::vector<Tensor>& inputs, std::int64_t axis) {
  require(!inputs.empty(), "concat", "no tensors");
  const Tensor& first = inputs.front();
  require(first.ndim() > 0, "concat", "a scalar has no axis to lay tensors along");
  const std::int64_t front = axis_from_front("concat", first, axis);
  for (const Tensor& input : inputs) {
    require_same_dtype("concat", first, input);
    common_device("concat", first, input);
    Shape expected = first.shape();
    if (input.ndim() == first.ndim()) {
      expected[static_cast<std::size_t>(front)] = input.dim(front);
    }
    if (input.shape() != expected) {
      throw_shape_mismatch("concat", "shapes differ on another axis", first, input);
    }
  }
  return concat_op().forward(first.device())(inputs, front);
}

}  // namespace warplight::ops
