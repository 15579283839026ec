// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/dtype.hpp"

#include <cstddef>
#include <cstdint>

/// @file
/// @ingroup common
/// @brief Conversion of elements between dtypes, block formats included.

namespace warplight {

/// Converts `count` elements. Block formats are read into F32 or F64 only; floating to floating rounds to
/// nearest, ties to even; integers and Bool go to each other and to floating.
/// Throws InputError for any other pair.
void convert(const std::byte* source,
             DType source_type,
             std::byte* target,
             DType target_type,
             std::int64_t count);

/// Row layouts of GGUF's block formats: 32 weights w of one row, with the formula that gives them back.
struct BlockQ4_0 {           // NOLINT(readability-identifier-naming)
  Half scale;                ///< of the block
  std::uint8_t nibbles[16];  ///< w[i] = scale * (low nibble i - 8), w[i + 16] from the high nibble
};
/// As BlockQ4_0 with a minimum: w = scale * nibble + minimum.
struct BlockQ4_1 {           // NOLINT(readability-identifier-naming)
  Half scale;                ///< of the block
  Half minimum;              ///< of the block
  std::uint8_t nibbles[16];  ///< w[i] from the low nibble i, w[i + 16] from the high one
};
/// w[i] = scale * values[i].
struct BlockQ8_0 {         // NOLINT(readability-identifier-naming)
  Half scale;              ///< of the block
  std::int8_t values[32];  ///< one for each weight
};
static_assert(sizeof(BlockQ4_0) == 18 && sizeof(BlockQ4_1) == 20 && sizeof(BlockQ8_0) == 34);

}  // namespace warplight
