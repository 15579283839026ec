// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

/// @file
/// @ingroup reference
/// @brief Matrix times vector: the product that decoding spends its time in.

namespace warplight::reference {

/// y = W x on all threads, reading W once at the speed of memory.
///
/// A decode step multiplies every weight once: 2 FLOP for each 4 bytes read, so memory is the limit and
/// arithmetic is free. Two things decide the speed. Each thread reads four streams of rows at the same time
/// (a row from each quarter of its share), because one stream does not keep enough cache lines in flight.
/// And W lies in huge pages (see HostAllocator).
/// @param weight [out, in], contiguous: F32, F16, BF16, Q4_0, Q4_1 or Q8_0
/// @param x      [in]
/// @param y      [out]
void matvec(const Tensor& weight, const float* x, float* y);

}  // namespace warplight::reference
