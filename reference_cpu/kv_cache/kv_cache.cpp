// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/kv_cache/kv_cache.hpp"

#include "common/error.hpp"
#include "common/ops/kv_append.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::model {
namespace {

constexpr std::int64_t kFirstCapacity = 64;

// Memory for `needed` rows, with those of `old` copied in. Growing by half keeps the copying linear in the
// end, and never holds much more than is used.
Tensor grown(const Tensor& old, const Tensor& rows, std::int64_t length, std::int64_t needed) {
  const std::int64_t capacity = old.defined() ? old.dim(2) : 0;
  if (needed <= capacity) {
    return old;
  }
  const std::int64_t wanted = std::max({needed, capacity + capacity / 2, kFirstCapacity});
  Tensor memory =
      Tensor::empty({rows.dim(0), rows.dim(1), wanted, rows.dim(3)}, rows.dtype(), rows.device());
  if (length > 0) {
    ops::kv_append(memory, old.slice(2, 0, length), 0);
  }
  return memory;
}

}  // namespace

KvCache::KvCache(std::int64_t layers) : layers_(static_cast<std::size_t>(layers)) {}

KvCache::View KvCache::update(std::int64_t layer, const Tensor& keys, const Tensor& values) {
  Layer& cached = layers_.at(static_cast<std::size_t>(layer));
  const std::int64_t end = length_ + keys.dim(2);
  cached.keys = grown(cached.keys, keys, length_, end);
  cached.values = grown(cached.values, values, length_, end);
  ops::kv_append(cached.keys, keys, length_);
  ops::kv_append(cached.values, values, length_);
  if (static_cast<std::size_t>(layer) + 1 == layers_.size()) {
    length_ = end;
  }
  return {cached.keys.slice(2, 0, end), cached.values.slice(2, 0, end)};
}

void KvCache::crop(std::int64_t length) {
  if (length < 0 || length > length_) {
    throw InputError(
        fmt::format("a KV cache of {} tokens cannot be cropped to {}", length_, length));
  }
  length_ = length;
}

std::size_t KvCache::bytes() const {
  std::size_t total = 0;
  for (const Layer& layer : layers_) {
    total += layer.keys.defined() ? layer.keys.nbytes() + layer.values.nbytes() : 0;
  }
  return total;
}

}  // namespace warplight::model
