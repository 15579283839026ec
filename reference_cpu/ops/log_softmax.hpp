// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/log_softmax.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Logarithm of the softmax on the CPU.

namespace warplight::reference {

/// y_i = x_i - log(sum_j exp(x_j)) along axis `dim`; see ops::log_softmax.
/// @param input [...]
/// @param dim   counted from the front
template <Scalar T>
Tensor log_softmax(const Tensor& input, std::int64_t dim);

/// Enters it into the table of ops.
void register_log_softmax();

}  // namespace warplight::reference
