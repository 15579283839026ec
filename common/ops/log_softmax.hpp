// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Scores to the logarithms of probabilities.

namespace warplight::ops {

/// y_i = x_i - log(sum_j exp(x_j)) along one axis: log(softmax), without its underflow.
/// @param input [...], F32 or F64
/// @param dim   the axis j runs over; negative counts from the end
/// @return      shape of input. A row of nothing but -inf gives NaN, as in torch.
/// Source: torch.nn.functional.log_softmax.
Tensor log_softmax(const Tensor& input, std::int64_t dim);

/// The table of its implementations; they get dim counted from the front.
Op<Tensor(const Tensor&, std::int64_t)>& log_softmax_op();

}  // namespace warplight::ops
