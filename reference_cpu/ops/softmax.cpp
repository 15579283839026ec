// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/softmax.hpp"

#include "reference_cpu/ops/map_rows.hpp"

#include <algorithm>
#include <cmath>

namespace warplight::reference {

//! [softmax]
template <Scalar T>
Tensor softmax(const Tensor& input, std::int64_t dim) {
  return map_rows<T>(input, dim, [](std::span<const T> x, std::span<T> y) {
    // Numerator and denominator over exp(max x): the largest exponent is 0, so nothing overflows.
    const T largest = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      y[i] = std::exp(x[i] - largest);
      sum += static_cast<double>(y[i]);
    }
    for (T& p : y) {
      p /= static_cast<T>(sum);
    }
  });
}
//! [softmax]

template Tensor softmax<float>(const Tensor&, std::int64_t);
template Tensor softmax<double>(const Tensor&, std::int64_t);

void register_softmax() {
  ops::softmax_op().set_forward(Device::Reference, [](const Tensor& input, std::int64_t dim) {
    return with_scalar("softmax", input.dtype(),
                       [&]<class T>(T) { return softmax<T>(input, dim); });
  });
}

}  // namespace warplight::reference
