// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/gelu.hpp"

#include "reference_cpu/xtensor.hpp"

#include <numbers>

namespace warplight::reference {

//! [gelu]
template <Scalar T>
Tensor gelu(const Tensor& input, ops::GeluApproximation approximation) {
  const Tensor contiguous = input.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = flat<T>(contiguous);
  auto y = flat<T>(output);
  if (approximation == ops::GeluApproximation::None) {
    // Phi(x) = (1 + erf(x / sqrt 2)) / 2; written with erfc = 1 - erf, which keeps the digits of a
    // negative x's small Phi.
    xt::noalias(y) = T{0.5} * x * xt::erfc(-x / std::numbers::sqrt2_v<T>);
  } else {
    // sqrt(2 / pi) = sqrt 2 * (1 / sqrt pi)
    const T scale = std::numbers::sqrt2_v<T> * std::numbers::inv_sqrtpi_v<T>;
    xt::noalias(y) =
        T{0.5} * x * (T{1} + xt::tanh(scale * (x + static_cast<T>(0.044715) * x * x * x)));
  }
  return output;
}
//! [gelu]

template Tensor gelu<float>(const Tensor&, ops::GeluApproximation);
template Tensor gelu<double>(const Tensor&, ops::GeluApproximation);

void register_gelu() {
  ops::gelu_op().set_forward(
      Device::Reference, [](const Tensor& input, ops::GeluApproximation approximation) {
        return with_scalar("gelu", input.dtype(),
                           [&]<class T>(T) { return gelu<T>(input, approximation); });
      });
}

}  // namespace warplight::reference
