// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/kv_cache/kv_append.hpp"

#include <algorithm>

namespace warplight::reference {

template <Scalar T>
void kv_append(const Tensor& cache, const Tensor& rows, std::int64_t position) {
  const Tensor source = rows.contiguous();  // [B, Hk, T, D]
  const std::int64_t heads = cache.dim(0) * cache.dim(1);
  const std::int64_t cache_head = cache.dim(2) * cache.dim(3);
  const std::int64_t new_head = source.dim(2) * source.dim(3);
  for (std::int64_t head = 0; head < heads; ++head) {
    std::copy_n(source.data<T>() + head * new_head, new_head,
                cache.data<T>() + head * cache_head + position * cache.dim(3));
  }
}

template void kv_append<float>(const Tensor&, const Tensor&, std::int64_t);
template void kv_append<double>(const Tensor&, const Tensor&, std::int64_t);

void register_kv_append() {
  ops::kv_append_op().set_forward(
      Device::Reference, [](const Tensor& cache, const Tensor& rows, std::int64_t position) {
        with_scalar("kv_append", cache.dtype(),
                    [&]<class T>(T) { kv_append<T>(cache, rows, position); });
      });
}

}  // namespace warplight::reference
