// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/quick_gelu.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [quick_gelu]
template <Scalar T>
Tensor quick_gelu(const Tensor& input) {
  const Tensor contiguous = input.contiguous();
  const Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = flat<T>(contiguous);
  auto y = flat<T>(output);
  xt::noalias(y) = x / (T{1} + xt::exp(static_cast<T>(-1.702) * x));
  return output;
}
//! [quick_gelu]

template Tensor quick_gelu<float>(const Tensor&);
template Tensor quick_gelu<double>(const Tensor&);

void register_quick_gelu() {
  ops::quick_gelu_op().set_forward(Device::Reference, [](const Tensor& input) {
    return with_scalar("quick_gelu", input.dtype(),
                       [&]<class T>(T) { return quick_gelu<T>(input); });
  });
}

}  // namespace warplight::reference
