// SPDX-License-Identifier: Apache-2.0
#include "common/ops/kv_append.hpp"

namespace warplight::ops {

Op<void(const Tensor&, const Tensor&, std::int64_t)>& kv_append_op() {
  static Op<void(const Tensor&, const Tensor&, std::int64_t)> op("kv_append");
  return op;
}

void kv_append(const Tensor& cache, const Tensor& rows, std::int64_t position) {
  require_same_dtype("kv_append", cache, rows);
  const bool fits = cache.ndim() == 4 && rows.ndim() == 4 && cache.dim(0) == rows.dim(0) &&
                    cache.dim(1) == rows.dim(1) && cache.dim(3) == rows.dim(3) && position >= 0 &&
                    position + rows.dim(2) <= cache.dim(2);
  if (!fits) {
    throw_shape_mismatch(
        "kv_append", "cache [B, Hk, capacity, D] and rows [B, Hk, T, D] do not fit", cache, rows);
  }
  kv_append_op().forward(common_device("kv_append", cache, rows))(cache, rows, position);
}

}  // namespace warplight::ops
