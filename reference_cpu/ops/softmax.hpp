// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/softmax.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Softmax on the CPU.

namespace warplight::reference {

/// y_i = exp(x_i) / sum_j exp(x_j) along axis `dim`; see ops::softmax.
/// @param input [...]
/// @param dim   counted from the front
template <Scalar T>
Tensor softmax(const Tensor& input, std::int64_t dim);

/// Enters it into the table of ops.
void register_softmax();

}  // namespace warplight::reference
