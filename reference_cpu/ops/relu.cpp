// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/relu.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [relu]
template <Scalar T>
Tensor relu(const Tensor& input) {
  const Tensor contiguous = input.contiguous();
  const Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = flat<T>(contiguous);
  auto y = flat<T>(output);
  xt::noalias(y) = xt::where(x < T{0}, T{0}, x);
  return output;
}
//! [relu]

template Tensor relu<float>(const Tensor&);
template Tensor relu<double>(const Tensor&);

void register_relu() {
  ops::relu_op().set_forward(Device::Reference, [](const Tensor& input) {
    return with_scalar("relu", input.dtype(), [&]<class T>(T) { return relu<T>(input); });
  });
}

}  // namespace warplight::reference
