// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/embedding.hpp"

/// @file
/// @ingroup reference
/// @brief Embedding on the CPU.

namespace warplight::reference {

/// y[..., :] = weight[indices[...], :]; see ops::embedding. It moves elements and computes nothing, so
/// it is no template on the scalar.
/// @param indices [...], I64
/// @param weight  [V, C], floating or a block format
/// @return        [..., C], F64 for F64, else F32
Tensor embedding(const Tensor& indices, const Tensor& weight);

/// Enters it into the table of ops.
void register_embedding();

}  // namespace warplight::reference
