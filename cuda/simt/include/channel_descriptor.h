// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cudaCreateChannelDesc<T>(): how an array holds elements of type T.

#include <type_traits>

#include "simt/api/arrays.h"
#include "vector_types.h"

namespace simt {

/// Bits of one component, how many of them, and what they are.
template <class Component, int kCount>
cudaChannelFormatDesc channels() {
  constexpr int kBits = 8 * static_cast<int>(sizeof(Component));
  constexpr auto kKind = std::is_floating_point_v<Component> ? cudaChannelFormatKindFloat
                         : std::is_signed_v<Component>       ? cudaChannelFormatKindSigned
                                                             : cudaChannelFormatKindUnsigned;
  return {kBits, kCount > 1 ? kBits : 0, kCount > 2 ? kBits : 0, kCount > 3 ? kBits : 0, kKind};
}

/// Vectors have a member x; plain numbers have none.
template <class T, class = void>
struct ChannelsOf {
  static cudaChannelFormatDesc get() { return channels<T, 1>(); }
};

template <class T>
struct ChannelsOf<T, std::void_t<decltype(T::x)>> {
  static cudaChannelFormatDesc get() {
    return channels<decltype(T::x), static_cast<int>(sizeof(T) / sizeof(T::x))>();
  }
};

}  // namespace simt

/// T is a number or a vector of 1, 2 or 4.
template <class T>
inline cudaChannelFormatDesc cudaCreateChannelDesc() {
  return simt::ChannelsOf<T>::get();
}
