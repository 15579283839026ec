// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/layer_norm.hpp"

#include "reference_cpu/xtensor.hpp"

#include <cmath>

namespace warplight::reference {

//! [layer_norm]
template <Scalar T>
Tensor layer_norm(
    const Tensor& input, const Tensor& weight, const Tensor& bias, std::int64_t width, double eps) {
  const Tensor contiguous = input.contiguous();
  const Tensor scale = weight.contiguous();
  const Tensor shift = bias.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const std::int64_t count = width == 0 ? 0 : input.numel() / width;
  for (std::int64_t n = 0; n < count; ++n) {
    const auto x = row<T>(contiguous, n, width);  // [C]
    auto y = row<T>(output, n, width);            // [C]
    // In double, and the variance from x - mean: E[x^2] - mean^2 would cancel where the mean is large.
    const double mean = xt::mean<double>(x)();
    const double variance = xt::mean<double>(xt::square(x - mean))();
    xt::noalias(y) = xt::cast<T>((x - mean) / std::sqrt(variance + eps));
    if (weight.defined()) {
      y *= flat<T>(scale);
    }
    if (bias.defined()) {
      y += flat<T>(shift);
    }
  }
  return output;
}
//! [layer_norm]

template Tensor layer_norm<float>(
    const Tensor&, const Tensor&, const Tensor&, std::int64_t, double);
template Tensor layer_norm<double>(
    const Tensor&, const Tensor&, const Tensor&, std::int64_t, double);

void register_layer_norm() {
  ops::layer_norm_op().set_forward(Device::Reference, [](const Tensor& input, const Tensor& weight,
                                                         const Tensor& bias, std::int64_t width,
                                                         double eps) {
    return with_scalar("layer_norm", input.dtype(),
                       [&]<class T>(T) { return layer_norm<T>(input, weight, bias, width, eps); });
  });
}

}  // namespace warplight::reference
