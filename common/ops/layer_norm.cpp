// SPDX-License-Identifier: Apache-2.0
#include "common/ops/layer_norm.hpp"

#include "common/ops/normalized_shape.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&, const Tensor&, std::int64_t, double)>& layer_norm_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Tensor&, std::int64_t, double)> op(
      "layer_norm");
  return op;
}

Tensor layer_norm(const Tensor& input,
                  const Tensor& weight,
                  const Tensor& bias,
                  const Shape& normalized_shape,
                  double eps) {
  const std::int64_t width = normalized_width("layer_norm", input, normalized_shape);
  require_parameter_shape("layer_norm", input, weight, normalized_shape);
  require_parameter_shape("layer_norm", input, bias, normalized_shape);
  return layer_norm_op().forward(common_device("layer_norm", input, weight, bias))(
      input, weight, bias, width, eps);
}

}  // namespace warplight::ops
