// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/layer_norm.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief LayerNorm on the CPU.

namespace warplight::reference {

/// y = (x - mean(x)) / sqrt(var(x) + eps) * weight + bias over rows of `width` elements; see
/// ops::layer_norm.
/// @param input  [..., width]
/// @param weight [width], or undefined for ones
/// @param bias   [width], or undefined for zeros
/// @param width  C
/// @param eps    added to the variance
template <Scalar T>
Tensor layer_norm(
    const Tensor& input, const Tensor& weight, const Tensor& bias, std::int64_t width, double eps);

/// Enters it into the table of ops.
void register_layer_norm();

}  // namespace warplight::reference
