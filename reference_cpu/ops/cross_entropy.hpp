// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/cross_entropy.hpp"
#include "reference_cpu/scalar.hpp"

/// @file
/// @ingroup reference
/// @brief Cross entropy on the CPU.

namespace warplight::reference {

/// -sum_c q_c weight_c log softmax(x)_c at every position, reduced; see ops::cross_entropy.
/// @param input  [N, C, d...]
/// @param target [N, d...] I64 classes, or [N, C, d...] probabilities
/// @param weight [C], or undefined for ones
/// @param options ignored class, smoothing, reduction
/// @return       [], or [N, d...] without reduction
template <Scalar T>
Tensor cross_entropy(const Tensor& input,
                     const Tensor& target,
                     const Tensor& weight,
                     const ops::CrossEntropyOptions& options);

/// Enters it into the table of ops.
void register_cross_entropy();

}  // namespace warplight::reference
