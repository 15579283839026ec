// SPDX-License-Identifier: Apache-2.0
#include "common/ops/quick_gelu.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&)>& quick_gelu_op() {
  static Op<Tensor(const Tensor&)> op("quick_gelu");
  return op;
}

Tensor quick_gelu(const Tensor& input) { return quick_gelu_op().forward(input.device())(input); }

}  // namespace warplight::ops
