// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/linear.hpp"

#include "common/tensor/convert.hpp"
#include "reference_cpu/blas.hpp"
#include "reference_cpu/ops/matvec.hpp"

#include <algorithm>

namespace warplight::reference {
namespace {

// y [N, out] = x [N, in] W^T for many rows: a matrix product, limited by arithmetic.
template <Scalar T>
void multiply(
    const Tensor& x, const Tensor& weight, Tensor& y, std::int64_t first, std::int64_t count) {
  const std::int64_t in = weight.dim(1);
  const std::int64_t out = y.dim(-1);
  gemm<T>(x.numel() / in, count, in, T{1}, {x.data<T>(), in}, {weight.data<T>(), in, true}, T{0},
          {y.data<T>() + first, out});
}

// The same with narrow weights, widened a panel of rows at a time, so that no wide copy of W exists.
void multiply_narrow(const Tensor& x, const Tensor& weight, Tensor& y) {
  constexpr std::int64_t kPanel = 512;
  const std::int64_t out = weight.dim(0);
  for (std::int64_t first = 0; first < out; first += kPanel) {
    const std::int64_t count = std::min(kPanel, out - first);
    multiply<float>(x, weight.slice(0, first, first + count).to(DType::F32), y, first, count);
  }
}

}  // namespace

//! [linear]
template <Scalar T>
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  const Tensor x = input.contiguous();   // [..., in]
  const Tensor w = weight.contiguous();  // [out, in]
  Shape shape = input.shape();
  shape.back() = weight.dim(0);
  Tensor y = Tensor::empty(shape, input.dtype());  // [..., out]
  if (y.numel() == 0 || w.dim(1) == 0) {
    y = Tensor::zeros(shape, input.dtype());  // a sum of no products
  } else if (std::is_same_v<T, float> && x.numel() == w.dim(1)) {
    matvec(w, x.data<float>(), y.data<float>());  // one row: decode, limited by memory
  } else if (w.dtype() == x.dtype()) {
    multiply<T>(x, w, y, 0, w.dim(0));  // many rows: prefill, limited by arithmetic
  } else {
    multiply_narrow(x, w, y);
  }
  if (bias.defined() && y.numel() > 0) {
    const Tensor b = bias.contiguous();
    T* row = y.data<T>();
    for (std::int64_t n = 0; n < y.numel() / b.numel(); ++n, row += b.numel()) {
      std::transform(row, row + b.numel(), b.data<T>(), row, std::plus<>());
    }
  }
  return y;
}
//! [linear]

template Tensor linear<float>(const Tensor&, const Tensor&, const Tensor&);
template Tensor linear<double>(const Tensor&, const Tensor&, const Tensor&);

void register_linear() {
  ops::linear_op().set_forward(
      Device::Reference, [](const Tensor& input, const Tensor& weight, const Tensor& bias) {
        return with_scalar("linear", input.dtype(),
                           [&]<class T>(T) { return linear<T>(input, weight, bias); });
      });
}

}  // namespace warplight::reference
