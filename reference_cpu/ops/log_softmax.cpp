// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/log_softmax.hpp"

#include "reference_cpu/ops/map_rows.hpp"

#include <algorithm>
#include <cmath>

namespace warplight::reference {

//! [log_softmax]
template <Scalar T>
Tensor log_softmax(const Tensor& input, std::int64_t dim) {
  return map_rows<T>(input, dim, [](std::span<const T> x, std::span<T> y) {
    // log(sum exp x) = max + log(sum exp(x - max)): the largest exponent is 0, so nothing overflows. The
    // maximum goes first: added to log(sum) it would take its digits.
    const T largest = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (const T score : x) {
      sum += static_cast<double>(std::exp(score - largest));
    }
    const double log_sum = std::log(sum);
    std::transform(x.begin(), x.end(), y.begin(), [=](T score) {
      return static_cast<T>(static_cast<double>(score - largest) - log_sum);
    });
  });
}
//! [log_softmax]

template Tensor log_softmax<float>(const Tensor&, std::int64_t);
template Tensor log_softmax<double>(const Tensor&, std::int64_t);

void register_log_softmax() {
  ops::log_softmax_op().set_forward(Device::Reference, [](const Tensor& input, std::int64_t dim) {
    return with_scalar("log_softmax", input.dtype(),
                       [&]<class T>(T) { return log_softmax<T>(input, dim); });
  });
}

}  // namespace warplight::reference
