// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/mse_loss.hpp"

#include <numeric>

namespace warplight::reference {

//! [mse_loss]
template <Scalar T>
Tensor mse_loss(const Tensor& input, const Tensor& target) {
  const Tensor x = input.contiguous();
  const Tensor t = target.contiguous();
  const auto square = [](T a, T b) {
    const double error = static_cast<double>(a) - static_cast<double>(b);
    return error * error;
  };
  const double sum = std::transform_reduce(x.data<T>(), x.data<T>() + x.numel(), t.data<T>(), 0.0,
                                           std::plus<>(), square);
  return Tensor::from(std::vector<T>{static_cast<T>(sum / static_cast<double>(x.numel()))}, {});
}
//! [mse_loss]

template Tensor mse_loss<float>(const Tensor&, const Tensor&);
template Tensor mse_loss<double>(const Tensor&, const Tensor&);

void register_mse_loss() {
  ops::mse_loss_op().set_forward(Device::Reference, [](const Tensor& input, const Tensor& target) {
    return with_scalar("mse_loss", input.dtype(),
                       [&]<class T>(T) { return mse_loss<T>(input, target); });
  });
}

}  // namespace warplight::reference
