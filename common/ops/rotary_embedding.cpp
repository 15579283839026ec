// SPDX-License-Identifier: Apache-2.0
#include "common/ops/rotary_embedding.hpp"

namespace warplight::ops {

Op<RotaryTable(const Tensor&, const Tensor&, double)>& rotary_table_op() {
  static Op<RotaryTable(const Tensor&, const Tensor&, double)> op("rotary_table");
  return op;
}

Op<Tensor(const Tensor&, const RotaryTable&)>& apply_rotary_op() {
  static Op<Tensor(const Tensor&, const RotaryTable&)> op("apply_rotary");
  return op;
}

RotaryTable rotary_table(const Tensor& position_ids,
                         const Tensor& inverse_frequencies,
                         double attention_scaling) {
  require(position_ids.ndim() == 2 && position_ids.dtype() == DType::I64, "rotary_table",
          "position_ids must be [B, T] of I64");
  require(inverse_frequencies.ndim() == 1, "rotary_table", "frequencies must be [D_rot / 2]");
  return rotary_table_op().forward(
      common_device("rotary_table", position_ids, inverse_frequencies))(
      position_ids, inverse_frequencies, attention_scaling);
}

Tensor apply_rotary(const Tensor& x, const RotaryTable& table) {
  require_same_dtype("apply_rotary", x, table.cos);
  require_same_dtype("apply_rotary", x, table.sin);
  const bool fits = x.ndim() == 4 && table.cos.ndim() == 3 &&
                    table.cos.shape() == table.sin.shape() &&
                    (table.cos.dim(0) == x.dim(0) || table.cos.dim(0) == 1) &&
                    table.cos.dim(1) == x.dim(2) && table.cos.dim(2) <= x.dim(3);
  if (!fits) {
    throw_shape_mismatch("apply_rotary", "x [B, H, T, D] and cos [B, T, D_rot] do not fit", x,
                         table.cos);
  }
  return apply_rotary_op().forward(common_device("apply_rotary", x, table.cos, table.sin))(x,
                                                                                           table);
}

}  // namespace warplight::ops
