// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/silu.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [silu]
template <Scalar T>
Tensor silu(const Tensor& input) {
  const Tensor contiguous = input.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const auto x = flat<T>(contiguous);
  auto y = flat<T>(output);
  xt::noalias(y) = x / (T{1} + xt::exp(-x));  // a very negative x: x / inf = -0, no NaN
  return output;
}
//! [silu]

template Tensor silu<float>(const Tensor&);
template Tensor silu<double>(const Tensor&);

void register_silu() {
  ops::silu_op().set_forward(Device::Reference, [](const Tensor& input) {
    return with_scalar("silu", input.dtype(), [&]<class T>(T) { return silu<T>(input); });
  });
}

}  // namespace warplight::reference
