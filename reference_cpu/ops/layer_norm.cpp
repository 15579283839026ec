// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/layer_norm.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [layer_norm]
template <Scalar T>
Tensor layer_norm(
    const Tensor& input, const Tensor& weight, const Tensor& bias, std::int64_t width, double eps) {
  const Tensor contiguous = input.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = rows<T>(contiguous, width);  // [N, C]
  auto y = rows<T>(output, width);            // [N, C]

  // In double, and the variance from x - mean: E[x^2] - mean^2 would cancel where the mean is large.
  const xt::xtensor<double, 1> mean = xt::mean<double>(x, {1});                         // [N]
  const xt::xtensor<double, 2> centred = x - xt::view(mean, xt::all(), xt::newaxis());  // [N, C]
  const xt::xtensor<double, 1> variance = xt::mean<double>(centred * centred, {1});     // [N]
  const xt::xtensor<double, 1> inverse = 1.0 / xt::sqrt(variance + eps);                // [N]
  xt::noalias(y) = xt::cast<T>(centred * xt::view(inverse, xt::all(), xt::newaxis()));
  if (weight.defined()) {
    const Tensor scale = weight.contiguous();
    y *= flat<T>(scale);
  }
  if (bias.defined()) {
    const Tensor shift = bias.contiguous();
    y += flat<T>(shift);
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
