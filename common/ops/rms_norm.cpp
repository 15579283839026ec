// SPDX-License-Identifier: Apache-2.0
#include "common/ops/rms_norm.hpp"

#include "common/ops/normalized_shape.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&, std::int64_t, double)>& rms_norm_op() {
  static Op<Tensor(const Tensor&, const Tensor&, std::int64_t, double)> op("rms_norm");
  return op;
}

Tensor rms_norm(const Tensor& input,
                const Tensor& weight,
                const Shape& normalized_shape,
                double eps) {
  const std::int64_t width = normalized_width("rms_norm", input, normalized_shape);
  require_parameter_shape("rms_norm", input, weight, normalized_shape);
  return rms_norm_op().forward(common_device("rms_norm", input, weight))(input, weight, width, eps);
}

}  // namespace warplight::ops
