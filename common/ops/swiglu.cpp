// SPDX-License-Identifier: Apache-2.0
#include "common/ops/swiglu.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&)>& swiglu_op() {
  static Op<Tensor(const Tensor&, const Tensor&)> op("swiglu");
  return op;
}

Tensor swiglu(const Tensor& gate, const Tensor& up) {
  require_same_dtype("swiglu", gate, up);
  if (gate.shape() != up.shape()) {
    throw_shape_mismatch("swiglu", "gate and up differ in shape", gate, up);
  }
  return swiglu_op().forward(common_device("swiglu", gate, up))(gate, up);
}

}  // namespace warplight::ops
