// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/swiglu.hpp"

#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [swiglu]
template <Scalar T>
Tensor swiglu(const Tensor& gate, const Tensor& up) {
  const Tensor contiguous_gate = gate.contiguous();
  const Tensor contiguous_up = up.contiguous();
  Tensor output = Tensor::empty(gate.shape(), gate.dtype());
  const auto g = flat<T>(contiguous_gate);
  const auto u = flat<T>(contiguous_up);
  auto y = flat<T>(output);
  xt::noalias(y) = g / (T{1} + xt::exp(-g)) * u;
  return output;
}
//! [swiglu]

template Tensor swiglu<float>(const Tensor&, const Tensor&);
template Tensor swiglu<double>(const Tensor&, const Tensor&);

void register_swiglu() {
  ops::swiglu_op().set_forward(Device::Reference, [](const Tensor& gate, const Tensor& up) {
    return with_scalar("swiglu", gate.dtype(), [&]<class T>(T) { return swiglu<T>(gate, up); });
  });
}

}  // namespace warplight::reference
