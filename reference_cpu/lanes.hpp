// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>

/// @file
/// @ingroup reference
/// @brief Sixteen floats at a time, for hot loops: one AVX-512 register, two of AVX2, four of SSE, as the
/// compiler sees fit. Everything here is inlined, so how vectors would be passed (-Wpsabi) does not matter.

namespace warplight::reference {

/// Lanes of a vector.
inline constexpr std::int64_t kLanes = 16;

/// Sixteen floats; arithmetic is lane by lane.
using Float16 [[gnu::vector_size(64)]] = float;

/// The vector that begins at `source`, which need not be aligned.
template <class Vector, class Element>
[[gnu::always_inline]] inline Vector load(const Element* source) {
  Vector lanes;
  std::memcpy(&lanes, source, sizeof(Vector));
  return lanes;
}

/// Sum of the lanes, by halves: four additions deep, not fifteen.
[[gnu::always_inline]] inline float sum(const Float16& x) {
  using Float8 [[gnu::vector_size(32)]] = float;
  using Float4 [[gnu::vector_size(16)]] = float;
  const Float8 eight = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7) +
                       __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
  const Float4 four = __builtin_shufflevector(eight, eight, 0, 1, 2, 3) +
                      __builtin_shufflevector(eight, eight, 4, 5, 6, 7);
  return (four[0] + four[2]) + (four[1] + four[3]);
}

}  // namespace warplight::reference
