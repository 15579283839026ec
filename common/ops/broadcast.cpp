// SPDX-License-Identifier: Apache-2.0
#include "common/ops/broadcast.hpp"

#include <algorithm>

namespace warplight::ops {

Shape broadcast_shape(std::string_view op, const Tensor& a, const Tensor& b) {
  const Shape& longer = a.ndim() >= b.ndim() ? a.shape() : b.shape();
  const Shape& shorter = a.ndim() >= b.ndim() ? b.shape() : a.shape();
  Shape result = longer;
  for (std::size_t i = 0; i < shorter.size(); ++i) {
    std::int64_t& extent = result[longer.size() - 1 - i];
    const std::int64_t other = shorter[shorter.size() - 1 - i];
    if (extent != other && extent != 1 && other != 1) {
      throw_shape_mismatch(op, "shapes do not broadcast", a, b);
    }
    extent = extent == 1 ? other : extent;
  }
  return result;
}

}  // namespace warplight::ops
