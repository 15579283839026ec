// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup kv_cache
/// @brief Writing new keys or values into a cache.

/// @defgroup kv_cache KV cache
/// @brief Keys and values of past tokens, kept so that a decode step computes one token only.

namespace warplight::ops {

/// Writes rows [position, position + T) of a cache, in place.
/// @param cache    [B, Hk, capacity, D], contiguous, F32 or F64
/// @param rows     [B, Hk, T, D], same dtype; need not be contiguous
/// @param position index of the first row; position + T is at most capacity
void kv_append(const Tensor& cache, const Tensor& rows, std::int64_t position);

/// The table of its implementations.
Op<void(const Tensor&, const Tensor&, std::int64_t)>& kv_append_op();

}  // namespace warplight::ops
