// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The first layer of a language model: one row of a table for each token.

namespace warplight::ops {

/// y[..., :] = weight[indices[...], :].
/// @param indices [...], I64; every index lies in [0, V), else InputError
/// @param weight  [V, C], F32 or F64; or BF16, F16, Q4_0, Q4_1, Q8_0, of which only the rows asked for
///                are widened, to F32
/// @return        [..., C], weight's dtype, or F32 for a narrow one
/// Source: torch.nn.functional.embedding.
Tensor embedding(const Tensor& indices, const Tensor& weight);

/// The table of its implementations.
Op<Tensor(const Tensor&, const Tensor&)>& embedding_op();

}  // namespace warplight::ops
