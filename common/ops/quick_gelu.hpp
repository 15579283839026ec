// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The sigmoid approximation of GELU.

namespace warplight::ops {

/// y = x sigmoid(1.702 x).
/// @param input [...], F32 or F64
/// @return      shape of input
/// Source: Hendrycks and Gimpel 2016, section 2; transformers QuickGELUActivation (CLIP).
Tensor quick_gelu(const Tensor& input);

/// The table of its implementations.
Op<Tensor(const Tensor&)>& quick_gelu_op();

}  // namespace warplight::ops
