// SPDX-License-Identifier: Apache-2.0
#include "common/ops/log_softmax.hpp"

#include "common/ops/axis.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, std::int64_t)>& log_softmax_op() {
  static Op<Tensor(const Tensor&, std::int64_t)> op("log_softmax");
  return op;
}

Tensor log_softmax(const Tensor& input, std::int64_t dim) {
  return log_softmax_op().forward(input.device())(input,
                                                  axis_from_front("log_softmax", input, dim));
}

}  // namespace warplight::ops
