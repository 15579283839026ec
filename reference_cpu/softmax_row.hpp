// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// @file
/// @ingroup reference
/// @brief The softmax of one row: what the op softmax and attention share.

namespace warplight::reference {

/// y_i = exp(x_i - max x) / sum_j exp(x_j - max x). The largest exponent is 0, so nothing overflows.
/// A row of nothing but -inf (a query that may see no key) becomes zeros if `allow_empty`, else NaN, as in
/// torch. y may be x.
/// @param x     [count]
/// @param y     [count]
/// @param count elements
/// @param allow_empty zeros for a row of nothing but -inf
void softmax_row(const float* x, float* y, std::int64_t count, bool allow_empty);
/// @copydoc softmax_row
void softmax_row(const double* x, double* y, std::int64_t count, bool allow_empty);

}  // namespace warplight::reference
