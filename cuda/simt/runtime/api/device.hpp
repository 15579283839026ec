// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The device that SIMT_DEVICE names: its figures.

#include <cstddef>

#include "simt/api/device_types.h"

namespace simt {

/// Its properties. An unknown name in SIMT_DEVICE ends the program with status 2 and one line.
const cudaDeviceProp& device();

/// Registers a thread that the occupancy calls assume, since nobody here compiles for the device: what most
/// kernels of medium size need. `__launch_bounds__` makes it fewer where the block would not fit.
inline constexpr unsigned kAssumedRegisters = 32;

/// Blocks of `threads` threads and `shared` bytes of shared memory that one multiprocessor holds (0: it never fits).
/// Warps get registers in units of 256, and from sm_80 on a block costs 1 KiB of shared memory more.
unsigned resident_blocks(unsigned threads, std::size_t shared, unsigned registers);

}  // namespace simt
