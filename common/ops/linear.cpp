// SPDX-License-Identifier: Apache-2.0
#include "common/ops/linear.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&, const Tensor&)>& linear_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Tensor&)> op("linear");
  return op;
}

Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  if (input.ndim() < 1 || weight.ndim() != 2 || input.dim(-1) != weight.dim(1)) {
    throw_shape_mismatch("linear", "input [..., in] and weight [out, in] do not fit", input,
                         weight);
  }
  if (input.dtype() != DType::F32 ||
      !(is_floating(weight.dtype()) || is_quantized(weight.dtype())) ||
      weight.dtype() == DType::F64) {
    require_same_dtype("linear", input, weight);
  }
  if (bias.defined()) {
    require_same_dtype("linear", input, bias);
    if (bias.shape() != Shape{weight.dim(0)}) {
      throw_shape_mismatch("linear", "bias [out] and weight [out, in] do not fit", bias, weight);
    }
  }
  return linear_op().forward(common_device("linear", input, weight, bias))(input, weight, bias);
}

}  // namespace warplight::ops
