// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/add.hpp"

#include "common/parallel/parallel_for.hpp"
#include "reference_cpu/xtensor.hpp"

namespace warplight::reference {

//! [add]
template <Scalar T>
Tensor add(const Tensor& a, const Tensor& b, const Shape& shape) {
  const Tensor contiguous_a = a.contiguous();
  const Tensor contiguous_b = b.contiguous();
  Tensor output = Tensor::empty(shape, a.dtype());
  if (a.shape() == b.shape()) {  // the residual connection: nothing to repeat
    constexpr std::int64_t kPiece = 1 << 16;
    parallel_for(output.numel(), kPiece, [&](std::int64_t first, std::int64_t last) {
      auto y = flat<T>(output, first, last);
      xt::noalias(y) = flat<T>(contiguous_a, first, last) + flat<T>(contiguous_b, first, last);
    });
    return output;
  }
  auto y = array<T>(output);
  xt::noalias(y) = array<T>(contiguous_a) + array<T>(contiguous_b);  // xtensor repeats extents of 1
  return output;
}
//! [add]

template Tensor add<float>(const Tensor&, const Tensor&, const Shape&);
template Tensor add<double>(const Tensor&, const Tensor&, const Shape&);

void register_add() {
  ops::add_op().set_forward(
      Device::Reference, [](const Tensor& a, const Tensor& b, const Shape& shape) {
        return with_scalar("add", a.dtype(), [&]<class T>(T) { return add<T>(a, b, shape); });
      });
}

}  // namespace warplight::reference
