// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The bytes of one type as another's.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simt/inline.hpp"

namespace simt {

__extension__ typedef unsigned __int128 Bits128;

template <std::size_t size>
struct BitsOfSize;
template <>
struct BitsOfSize<1> {
  using Type = std::uint8_t;
};
template <>
struct BitsOfSize<2> {
  using Type = std::uint16_t;
};
template <>
struct BitsOfSize<4> {
  using Type = std::uint32_t;
};
template <>
struct BitsOfSize<8> {
  using Type = std::uint64_t;
};
template <>
struct BitsOfSize<16> {
  using Type = Bits128;
};
/// The unsigned integer as wide as T.
template <class T>
using BitsOf = typename BitsOfSize<sizeof(T)>::Type;

/// The bytes of `from` as another type of the same size.
template <class To, class From>
SIMT_INLINE To bit_cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From), "a bit cast keeps the size");
  To to;
  std::memcpy(static_cast<void*>(&to), &from, sizeof(To));
  return to;
}

}  // namespace simt
