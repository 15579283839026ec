// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Tells bytes that somebody forgot to write from the padding of structures.

#include <cstddef>
#include <cstdint>

namespace simt::check {

struct Unwritten {
  std::size_t bytes = 0;  ///< 0: none, or only what looks like padding
  std::size_t first = 0;
};

/// Looks at the states of `size` bytes. Padding: short gaps at a constant distance that divides the size, one for
/// each element of an array of structures.
Unwritten find_unwritten(const std::uint8_t* state, std::size_t size);

}  // namespace simt::check
