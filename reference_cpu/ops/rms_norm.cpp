// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/rms_norm.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [rms_norm]
template <Scalar T>
Tensor rms_norm(const Tensor& input, const Tensor& weight, std::int64_t width, double eps) {
  const Tensor contiguous = input.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = rows<T>(contiguous, width);  // [N, C]
  auto y = rows<T>(output, width);            // [N, C]

  // Summed in double: a long row of floats would lose the last digits.
  const xt::xtensor<double, 1> mean_square = xt::mean<double>(x * x, {1});            // [N]
  const xt::xtensor<T, 1> inverse_rms = xt::cast<T>(1.0 / xt::sqrt(mean_square + eps));  // [N]
  xt::noalias(y) = x * xt::view(inverse_rms, xt::all(), xt::newaxis());
  if (weight.defined()) {
    const Tensor scale = weight.contiguous();
    y *= flat<T>(scale);
  }
  return output;
}
//! [rms_norm]

template Tensor rms_norm<float>(const Tensor&, const Tensor&, std::int64_t, double);
template Tensor rms_norm<double>(const Tensor&, const Tensor&, std::int64_t, double);

void register_rms_norm() {
  ops::rms_norm_op().set_forward(
      Device::Reference,
      [](const Tensor& input, const Tensor& weight, std::int64_t width, double eps) {
        return with_scalar("rms_norm", input.dtype(), [&]<class T>(T) {
          return rms_norm<T>(input, weight, width, eps);
        });
      });
}

}  // namespace warplight::reference
