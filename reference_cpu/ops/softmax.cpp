// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/softmax.hpp"

#include "reference_cpu/ops/map_rows.hpp"
#include "reference_cpu/softmax_row.hpp"

namespace warplight::reference {

//! [softmax]
template <Scalar T>
Tensor softmax(const Tensor& input, std::int64_t dim) {
  return map_rows<T>(input, dim, [](std::span<const T> x, std::span<T> y) {
    softmax_row(x.data(), y.data(), static_cast<std::int64_t>(x.size()), /*allow_empty=*/false);
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
