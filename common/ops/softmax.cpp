// SPDX-License-Identifier: Apache-2.0
#include "common/ops/softmax.hpp"

#include "common/ops/axis.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, std::int64_t)>& softmax_op() {
  static Op<Tensor(const Tensor&, std::int64_t)> op("softmax");
  return op;
}

Tensor softmax(const Tensor& input, std::int64_t dim) {
  return softmax_op().forward(input.device())(input, axis_from_front("softmax", input, dim));
}

}  // namespace warplight::ops
