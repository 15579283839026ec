// SPDX-License-Identifier: Apache-2.0
#include "common/ops/mul.hpp"

#include "common/ops/broadcast.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&, const Shape&)>& mul_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Shape&)> op("mul");
  return op;
}

Tensor mul(const Tensor& a, const Tensor& b) {
  require_same_dtype("mul", a, b);
  return mul_op().forward(common_device("mul", a, b))(a, b, broadcast_shape("mul", a, b));
}

}  // namespace warplight::ops
