// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/swiglu.hpp"

#include "common/parallel/parallel_for.hpp"
#include "reference_cpu/exp.hpp"
#include "reference_cpu/hot_loop.hpp"

namespace warplight::reference {

namespace {

// y = silu(gate) * up, with silu(g) = g * sigmoid(g)
template <class T>
[[gnu::always_inline]] inline void swiglu_piece(const T* gate,
                                                const T* up,
                                                T* y,
                                                std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    y[i] = gate[i] * sigmoid(gate[i]) * up[i];
  }
}

WARPLIGHT_HOT_LOOP void multiply_gated(const float* gate,
                                       const float* up,
                                       float* y,
                                       std::int64_t count) {
  swiglu_piece(gate, up, y, count);
}

void multiply_gated(const double* gate, const double* up, double* y, std::int64_t count) {
  swiglu_piece(gate, up, y, count);
}

}  // namespace

//! [swiglu]
template <Scalar T>
Tensor swiglu(const Tensor& gate, const Tensor& up) {
  const Tensor g = gate.contiguous();
  const Tensor u = up.contiguous();
  Tensor output = Tensor::empty(gate.shape(), gate.dtype());
  constexpr std::int64_t kPiece = 1 << 14;
  parallel_for(output.numel(), kPiece, [&](std::int64_t first, std::int64_t last) {
    multiply_gated(g.data<T>() + first, u.data<T>() + first, output.data<T>() + first,
                   last - first);
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
