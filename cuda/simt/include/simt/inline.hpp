// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How small functions of CUDA's global namespace are defined: always in the caller's body, so that a load
///        or store in them is the caller's own, seen by the checkers with the caller's program counter.

#define SIMT_INLINE inline __attribute__((always_inline))
/// The same with C linkage: names that glibc's <math.h> declares, too (some only in later versions).
#define SIMT_C_INLINE extern "C" inline __attribute__((always_inline))
