// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Scores to probabilities.

namespace warplight::ops {

/// y_i = exp(x_i) / sum_j exp(x_j) along one axis.
/// @param input [...], F32 or F64
/// @param dim   the axis j runs over; negative counts from the end
/// @return      shape of input. A row of nothing but -inf has no probabilities and gives NaN, as in torch.
/// Source: torch.nn.functional.softmax.
Tensor softmax(const Tensor& input, std::int64_t dim);

/// The table of its implementations; they get dim counted from the front.
Op<Tensor(const Tensor&, std::int64_t)>& softmax_op();

}  // namespace warplight::ops
