// SPDX-License-Identifier: Apache-2.0
#include "common/ops/mse_loss.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&)>& mse_loss_op() {
  static Op<Tensor(const Tensor&, const Tensor&)> op("mse_loss");
  return op;
}

Tensor mse_loss(const Tensor& input, const Tensor& target) {
  require_same_dtype("mse_loss", input, target);
  if (input.shape() != target.shape()) {
    throw_shape_mismatch("mse_loss", "input and target differ in shape", input, target);
  }
  return mse_loss_op().forward(common_device("mse_loss", input, target))(input, target);
}

}  // namespace warplight::ops
