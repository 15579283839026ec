// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups::reduce: by the warp's own reduction where CUDA uses it (integers of up to 4 bytes,
///        tiles of at least 16), else by shuffles in CUDA's order, so that float sums round alike.

#include <type_traits>

#include "cooperative_groups.h"

namespace cooperative_groups {
inline namespace SIMT_MODE {

template <class T>
struct plus {
  T operator()(T a, T b) const { return a + b; }
};

template <class T>
struct less {
  T operator()(T a, T b) const { return b < a ? b : a; }
};

template <class T>
struct greater {
  T operator()(T a, T b) const { return a < b ? b : a; }
};

template <class T>
struct bit_and {
  T operator()(T a, T b) const { return a & b; }
};

template <class T>
struct bit_or {
  T operator()(T a, T b) const { return a | b; }
};

template <class T>
struct bit_xor {
  T operator()(T a, T b) const { return a ^ b; }
};

/// Whether the hardware has one instruction for this.
template <class T, class Op>
constexpr bool kWarpReduces = false;
template <class T, template <class> class Op>
constexpr bool kWarpReduces<T, Op<T>> =
    std::is_integral_v<T> && sizeof(T) <= 4 &&
    (std::is_same_v<Op<T>, plus<T>> || std::is_same_v<Op<T>, less<T>> ||
     std::is_same_v<Op<T>, greater<T>> || std::is_same_v<Op<T>, bit_and<T>> ||
     std::is_same_v<Op<T>, bit_or<T>> || std::is_same_v<Op<T>, bit_xor<T>>);

template <unsigned kSize, class T, class Op>
SIMT_DEVICE T reduce_lanes(const WarpTile<kSize>& tile, const T& value, Op&& op, simt::Site site) {
  if constexpr (kSize >= 16 && kWarpReduces<T, std::decay_t<Op>>) {
    return simt::reduce<std::decay_t<Op>>(tile.lanes(), value, site);
  } else {
    T result = value;
    for (unsigned distance = kSize / 2; distance != 0; distance /= 2) {
      result = op(result, tile.shfl_xor(result, distance, site));
    }
    return result;
  }
}

template <class T, class Op>
SIMT_DEVICE T reduce_lanes(const coalesced_group& group, const T& value, Op&& op, simt::Site site) {
  if constexpr (kWarpReduces<T, std::decay_t<Op>>) {
    return simt::reduce<std::decay_t<Op>>(group.lanes(), value, site);
  } else {
    const unsigned size = group.num_threads();
    if (size == 32) return reduce_lanes(WarpTile<32>(group.lanes(), 0, 1), value, op, site);
    T result = value;
    for (unsigned distance = 1; distance < size; distance *= 2) {
      const T earlier = group.shfl_up(result, distance, site);
      if (distance <= group.thread_rank()) result = op(result, earlier);
    }
    return group.shfl(result, size - 1, site);
  }
}

template <unsigned kSize, class T, class Op>
SIMT_DEVICE T reduce_lanes(const WideTile<kSize>& tile, const T& value, Op&& op, simt::Site site) {
  const WarpTile<32> warp(~0U, 0, 1);
  return tile.fold_warps(reduce_lanes(warp, value, op, site), kSize, op, site);
}

/// Folds the values of all threads of a tile or a coalesced group; all get the result. Values come by value, here and in
/// all that user code calls: if they lie in memory it is the caller who loads them, where the checkers see it.
template <class Group, class T, class Op>
SIMT_INLINE T reduce(const Group& group, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const T result = reduce_lanes(group, value, op, site);
  return result;
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups

#include "simt/groups/reduce_to.hpp"
