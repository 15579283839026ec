// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Integer division by zero: hardware goes on with some result, where this processor raises a signal.

#include <ucontext.h>

namespace simt {

/// If the instruction where `registers` stand is a div or idiv: gives it the result that GPUs give in practice (all ones,
/// and the dividend as remainder; the smallest integer over -1 is itself) and goes on behind it. False: it is another
/// instruction, and nothing has changed.
bool finish_division(greg_t* registers);

}  // namespace simt
