// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Root-mean-square normalisation.

namespace warplight::ops {

/// y = x / sqrt(mean(x^2) + eps) * weight, over the last axes that `weight` spans.
/// Unlike layer_norm it neither subtracts the mean nor adds a bias.
/// @param input  [..., C], F32 or F64
/// @param weight [C] (or the last axes of input), same dtype; undefined stands for ones
/// @param normalized_shape the last axes that one mean spans: [C]
/// @param eps    added to the mean square; torch's default for F32 is 2^-23
/// @return       shape of input
/// Source: Zhang and Sennrich 2019, eq. 4; torch.nn.functional.rms_norm.
Tensor rms_norm(const Tensor& input,
                const Tensor& weight,
                const Shape& normalized_shape,
                double eps);

/// The table of its implementations; they get the number of elements C that one mean spans.
Op<Tensor(const Tensor&, const Tensor&, std::int64_t, double)>& rms_norm_op();

}  // namespace warplight::ops
