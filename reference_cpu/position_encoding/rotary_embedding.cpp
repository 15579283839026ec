// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/position_encoding/rotary_embedding.hpp"

#include "common/parallel/parallel_for.hpp"

#include <algorithm>
#include <cmath>

namespace warplight::reference {

//! [rotary_table]
template <Scalar T>
ops::RotaryTable rotary_table(const Tensor& position_ids,
                              const Tensor& inverse_frequencies,
                              double attention_scaling) {
  const Tensor positions = position_ids.contiguous();     // [B, T]
  const Tensor theta = inverse_frequencies.contiguous();  // [D_rot / 2]
  const std::int64_t half = theta.numel();
  const Shape shape{positions.dim(0), positions.dim(1), 2 * half};
  ops::RotaryTable table{Tensor::empty(shape, theta.dtype()), Tensor::empty(shape, theta.dtype())};
  const T scaling = static_cast<T>(attention_scaling);
  T* cos = table.cos.data<T>();
  T* sin = table.sin.data<T>();
  for (const std::int64_t m : positions.span<std::int64_t>()) {
    for (std::int64_t k = 0; k < half; ++k) {
      const T angle = static_cast<T>(m) * theta.data<T>()[k];
      cos[k] = cos[k + half] = std::cos(angle) * scaling;
      sin[k] = sin[k + half] = std::sin(angle) * scaling;
    }
    cos += 2 * half;
    sin += 2 * half;
  }
  return table;
}
//! [rotary_table]

//! [apply_rotary]
template <Scalar T>
Tensor apply_rotary(const Tensor& x, const ops::RotaryTable& table) {
  const std::int64_t rotated = table.cos.dim(2);  // D_rot
  const std::int64_t half = rotated / 2;
  const Tensor cos = table.cos.contiguous();
  const Tensor sin = table.sin.contiguous();
  Tensor output = x.clone();  // [B, H, T, D]
  const std::int64_t batch = x.dim(0), heads = x.dim(1), length = x.dim(2), d = x.dim(3);
  parallel_for(batch * heads, 1, [&](std::int64_t head, std::int64_t) {
    T* row = output.data<T>() + head * length * d;
    const std::int64_t table_row = cos.dim(0) == 1 ? 0 : head / heads * length;
    for (std::int64_t t = 0; t < length; ++t, row += d) {
      const T* c = cos.data<T>() + (table_row + t) * rotated;
      const T* s = sin.data<T>() + (table_row + t) * rotated;
      for (std::int64_t k = 0; k < half; ++k) {
        const T first = row[k];
        const T second = row[k + half];
        row[k] = first * c[k] - second * s[k];
        row[k + half] = second * c[k + half] + first * s[k + half];
      }
    }
  });
  return output;
}
//! [apply_rotary]

template ops::RotaryTable rotary_table<float>(const Tensor&, const Tensor&, double);
template ops::RotaryTable rotary_table<double>(const Tensor&, const Tensor&, double);
template Tensor apply_rotary<float>(const Tensor&, const ops::RotaryTable&);
template Tensor apply_rotary<double>(const Tensor&, const ops::RotaryTable&);

void register_rotary_embedding() {
  ops::rotary_table_op().set_forward(
      Device::Reference, [](const Tensor& positions, const Tensor& theta, double scaling) {
        return with_scalar("rotary_table", theta.dtype(),
                           [&]<class T>(T) { return rotary_table<T>(positions, theta, scaling); });
      });
  ops::apply_rotary_op().set_forward(
      Device::Reference, [](const Tensor& x, const ops::RotaryTable& table) {
        return with_scalar("apply_rotary", x.dtype(),
                           [&]<class T>(T) { return apply_rotary<T>(x, table); });
      });
}

}  // namespace warplight::reference
