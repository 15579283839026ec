// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which addresses are global memory to the counters, and how they are aligned.

#include <cstdint>
#include <optional>

#include "runtime/check/race.hpp"

namespace simt::counters {

/// The address to count with; nothing for constant memory. Variables lie in the program's image with the alignment of
/// their types: they are counted as if 256-aligned, like all device memory.
std::optional<std::uint64_t> global_address(const check::AccessInfo& info);

}  // namespace simt::counters
