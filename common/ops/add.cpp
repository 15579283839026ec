// SPDX-License-Identifier: Apache-2.0
#include "common/ops/add.hpp"

#include "common/ops/broadcast.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&, const Shape&)>& add_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Shape&)> op("add");
  return op;
}

Tensor add(const Tensor& a, const Tensor& b) {
  require_same_dtype("add", a, b);
  return add_op().forward(common_device("add", a, b))(a, b, broadcast_shape("add", a, b));
}

}  // namespace warplight::ops
