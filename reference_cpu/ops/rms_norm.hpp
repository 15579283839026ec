// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/rms_norm.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief RMSNorm on the CPU.

namespace warplight::reference {

/// y = x / sqrt(mean(x^2) + eps) * weight over rows of `width` elements; see ops::rms_norm.
/// @param input  [..., width]
/// @param weight [width], or undefined for ones
/// @param width  C
/// @param eps    added to the mean square
template <Scalar T>
Tensor rms_norm(const Tensor& input, const Tensor& weight, std::int64_t width, double eps);

/// Enters it into the table of ops.
void register_rms_norm();

}  // namespace warplight::reference
