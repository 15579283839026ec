// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reference_cpu/scalar.hpp"

#include <span>

/// @file
/// @ingroup reference
/// @brief What softmax and log_softmax share: work on the rows along any axis.

namespace warplight::reference {

/// A tensor of input's shape whose rows along axis `dim` are made by row(x, y) from input's rows.
/// @param input [...]
/// @param dim   counted from the front; 0 for a scalar, which is one row of one element
/// @param row   callable with (std::span<const T> x, std::span<T> y)
template <Scalar T, class Row>
Tensor map_rows(const Tensor& input, std::int64_t dim, const Row& row) {
  if (input.ndim() == 0) {
    return map_rows<T>(input.reshape({1}), 0, row).reshape({});
  }
  const Tensor x = input.transpose(dim, -1).contiguous();  // [..., n]
  const Tensor y = Tensor::empty(x.shape(), x.dtype());    // [..., n]
  const auto width = static_cast<std::size_t>(x.dim(-1));
  const std::span<const T> from = x.span<const T>();
  const std::span<T> to = y.span<T>();
  for (std::size_t first = 0; first < from.size(); first += width) {
    row(from.subspan(first, width), to.subspan(first, width));
  }
  return y.transpose(dim, -1).contiguous();
}

}  // namespace warplight::reference
