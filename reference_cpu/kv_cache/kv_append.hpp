// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/kv_append.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup kv_cache
/// @brief Writing into a KV cache on the CPU.

namespace warplight::reference {

/// Writes rows [B, Hk, T, D] into cache [B, Hk, capacity, D] from `position` on; see ops::kv_append.
template <Scalar T>
void kv_append(const Tensor& cache, const Tensor& rows, std::int64_t position);

/// Enters it into the table of ops.
void register_kv_append();

}  // namespace warplight::reference
