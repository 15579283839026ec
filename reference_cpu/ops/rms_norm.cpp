// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/rms_norm.hpp"

#include "common/parallel/parallel_for.hpp"
#include "reference_cpu/xtensor.hpp"

#include <cmath>

namespace warplight::reference {

//! [rms_norm]
template <Scalar T>
Tensor rms_norm(const Tensor& input, const Tensor& weight, std::int64_t width, double eps) {
  const Tensor contiguous = input.contiguous();
  const Tensor scale = weight.contiguous();
  Tensor output = Tensor::empty(input.shape(), input.dtype());
  const std::int64_t count = width == 0 ? 0 : input.numel() / width;
  constexpr std::int64_t kRows = 16;  // for one thread at a time
  parallel_for(count, kRows, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t n = first; n < last; ++n) {
      const auto x = row<T>(contiguous, n, width);  // [C]
      auto y = row<T>(output, n, width);            // [C]
      // Summed in double: a long row of floats would lose the last digits.
      const double mean_square = xt::mean<double>(x * x)();
      const T inverse_rms = static_cast<T>(1 / std::sqrt(mean_square + eps));
      if (weight.defined()) {
        xt::noalias(y) = x * inverse_rms * flat<T>(scale);
      } else {
        xt::noalias(y) = x * inverse_rms;
      }
    }
  });
  return output;
}
//! [rms_norm]

template Tensor rms_norm<float>(const Tensor&, const Tensor&, std::int64_t, double);
template Tensor rms_norm<double>(const Tensor&, const Tensor&, std::int64_t, double);

void register_rms_norm() {
  ops::rms_norm_op().set_forward(Device::Reference, [](const Tensor& input, const Tensor& weight,
                                                       std::int64_t width, double eps) {
    return with_scalar("rms_norm", input.dtype(),
                       [&]<class T>(T) { return rms_norm<T>(input, weight, width, eps); });
  });
}

}  // namespace warplight::reference
