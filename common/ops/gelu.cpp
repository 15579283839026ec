// SPDX-License-Identifier: Apache-2.0
#include "common/ops/gelu.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, GeluApproximation)>& gelu_op() {
  static Op<Tensor(const Tensor&, GeluApproximation)> op("gelu");
  return op;
}

Tensor gelu(const Tensor& input, GeluApproximation approximation) {
  return gelu_op().forward(input.device())(input, approximation);
}

}  // namespace warplight::ops
