// SPDX-License-Identifier: Apache-2.0
#include "common/ops/scaled_dot_product_attention.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

namespace warplight::ops {
namespace {

constexpr std::string_view kName = "scaled_dot_product_attention";

// A mask with its missing leading axes put in front, each of extent 1.
Tensor with_four_axes(const Tensor& mask, const Tensor& query, const Tensor& key) {
  if (!mask.defined()) {
    return mask;
  }
  const Shape full{query.dim(0), query.dim(1), query.dim(2), key.dim(2)};
  Shape shape = mask.shape();
  while (shape.size() < 4) {
    shape.insert(shape.begin(), 1);
  }
  bool fits = shape.size() == 4;
  for (std::size_t axis = 0; fits && axis < 4; ++axis) {
    fits = shape[axis] == full[axis] || shape[axis] == 1;
  }
  if (!fits) {
    throw InputError(fmt::format("{}: mask {} does not broadcast to [B, Hq, Tq, Tk] = {}", kName,
                                 to_string(mask.shape()), to_string(full)));
  }
  if (mask.dtype() != DType::Bool) {
    require_same_dtype(kName, query, mask);
  }
  return mask.contiguous().reshape(shape);
}

}  // namespace

Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, Causal, double)>&
scaled_dot_product_attention_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, Causal, double)> op(
      kName);
  return op;
}

Tensor scaled_dot_product_attention(const Tensor& query,
                                    const Tensor& key,
                                    const Tensor& value,
                                    const Tensor& mask,
                                    Causal causal,
                                    double scale) {
  require(query.ndim() == 4 && key.ndim() == 4 && value.ndim() == 4, kName,
          "query, key and value must have four axes [B, H, T, D]");
  require_same_dtype(kName, query, key);
  require_same_dtype(kName, query, value);
  if (query.dim(0) != key.dim(0) || query.dim(3) != key.dim(3) || key.dim(1) == 0 ||
      query.dim(1) % key.dim(1) != 0) {
    throw_shape_mismatch(kName, "query [B, Hq, Tq, D] and key [B, Hk, Tk, D] do not fit", query,
                         key);
  }
  if (key.dim(0) != value.dim(0) || key.dim(1) != value.dim(1) || key.dim(2) != value.dim(2)) {
    throw_shape_mismatch(kName, "key [B, Hk, Tk, D] and value [B, Hk, Tk, Dv] do not fit", key,
                         value);
  }
  return scaled_dot_product_attention_op().forward(common_device(kName, query, key, value, mask))(
      query, key, value, with_four_axes(mask, query, key), causal, scale);
}

}  // namespace warplight::ops
