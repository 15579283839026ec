// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// @ingroup reference
/// @brief One function, three instruction sets: compiled for baseline x86-64, AVX2+FMA and AVX-512, and
/// chosen when the program starts.

#ifdef WARPLIGHT_NO_TARGET_CLONES
#define WARPLIGHT_HOT_LOOP
#else
/// Marks a function whose inner loop is worth a version per instruction set.
#define WARPLIGHT_HOT_LOOP \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#endif
