// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <vector>

/// @file
/// @ingroup kv_cache
/// @brief The KV cache of a whole model; built from ops, so it lives wherever its tensors do.

namespace warplight::model {

/// Keys (after RoPE) and values of every layer for the tokens seen so far. Old rows never change: causal
/// attention lets no later token reach back. Queries are not kept, as a row of attention is used once,
/// by its own token, while keys and values are read by every later one.
class KvCache {
 public:
  /// Keys and values that attention reads: views of the cache.
  struct View {
    Tensor keys;    ///< [B, Hk, length, D]
    Tensor values;  ///< [B, Hk, length, D]
  };

  /// An empty cache of `layers` layers.
  explicit KvCache(std::int64_t layers);

  /// Tokens seen so far. Grows when the last layer of a step has been updated.
  [[nodiscard]] std::int64_t length() const { return length_; }

  /// Appends the keys and values of new tokens, [B, Hk, T, D] each, to one layer, and returns all of
  /// that layer. Layers are updated in order, each once a step.
  View update(std::int64_t layer, const Tensor& keys, const Tensor& values);

  /// Forgets everything past the first `length` tokens. Throws InputError if there are fewer.
  void crop(std::int64_t length);

  /// Bytes of memory that it holds: 2 * layers * B * Hk * capacity * D elements.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Layer {
    Tensor keys;    // [B, Hk, capacity, D]
    Tensor values;  // [B, Hk, capacity, D]
  };

  std::vector<Layer> layers_;
  std::int64_t length_ = 0;
};

}  // namespace warplight::model
