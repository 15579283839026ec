// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The gate of Llama's feed-forward layer.

namespace warplight::ops {

/// y = silu(gate) * up, in one pass over memory.
/// @param gate [...], F32 or F64: x W_gate^T
/// @param up   shape and dtype of gate: x W_up^T
/// @return     shape of gate
/// Source: Shazeer 2020, eq. 6.
Tensor swiglu(const Tensor& gate, const Tensor& up);

/// The table of its implementations.
Op<Tensor(const Tensor&, const Tensor&)>& swiglu_op();

}  // namespace warplight::ops
