// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How many blocks of a kernel are resident on an SM at a time.

#include <cstdint>

#include "report/device.hpp"

namespace simt::report {

struct Occupancy {
  std::uint64_t blocks;    ///< on an SM; 0: it can't be launched
  std::uint64_t warps;     ///< likewise
  const char* limited_by;  ///< "registers", "shared memory", "warps", "blocks"
};

/// `registers` a thread (0 counts as 1), `shared` bytes a block, static and dynamic.
Occupancy occupancy_of(const Device& device,
                       std::uint64_t threads,
                       unsigned registers,
                       std::uint64_t shared);

}  // namespace simt::report
