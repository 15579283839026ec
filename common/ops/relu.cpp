// SPDX-License-Identifier: Apache-2.0
#include "common/ops/relu.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&)>& relu_op() {
  static Op<Tensor(const Tensor&)> op("relu");
  return op;
}

Tensor relu(const Tensor& input) { return relu_op().forward(input.device())(input); }

}  // namespace warplight::ops
