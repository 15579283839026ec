// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/swiglu.hpp"

#include "common/parallel/parallel_for.hpp"
#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [swiglu]
template <Scalar T>
Tensor swiglu(const Tensor& gate, const Tensor& up) {
  const Tensor contiguous_gate = gate.contiguous();
  const Tensor contiguous_up = up.contiguous();
  Tensor output = Tensor::empty(gate.shape(), gate.dtype());
  constexpr std::int64_t kPiece = 1 << 14;
  parallel_for(output.numel(), kPiece, [&](std::int64_t first, std::int64_t last) {
    const auto g = flat<T>(contiguous_gate, first, last);
    const auto u = flat<T>(contiguous_up, first, last);
    auto y = flat<T>(output, first, last);
    xt::noalias(y) = g / (T{1} + xt::exp(-g)) * u;
  });
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
