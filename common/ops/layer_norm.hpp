// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Layer normalisation.

namespace warplight::ops {

/// y = (x - mean(x)) / sqrt(var(x) + eps) * weight + bias, over the last axes that `weight` spans; the
/// variance is the biased one (divided by C).
/// @param input  [..., C], F32 or F64
/// @param weight [C] (or the last axes of input), same dtype; undefined stands for ones
/// @param bias   as weight; undefined stands for zeros
/// @param normalized_shape the last axes that one mean spans: [C]
/// @param eps    added to the variance
/// @return       shape of input
/// Source: Ba et al. 2016, eq. 4; torch.nn.functional.layer_norm.
Tensor layer_norm(const Tensor& input,
                  const Tensor& weight,
                  const Tensor& bias,
                  const Shape& normalized_shape,
                  double eps);

/// The table of its implementations; they get the number of elements C that one mean spans.
Op<Tensor(const Tensor&, const Tensor&, const Tensor&, std::int64_t, double)>& layer_norm_op();

}  // namespace warplight::ops
