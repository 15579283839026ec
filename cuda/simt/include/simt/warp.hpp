// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Warp operations: shuffles, votes, match, reduce. Each lane leaves its value and waits (simt::gather);
///        the last one to come computes every lane's result, by one of the small functions below.

#include <cstdint>
#include <cstring>
#include <functional>
#include <type_traits>
#include <utility>

#include "simt/core.hpp"
#include "simt/inline.hpp"

namespace simt {
inline namespace SIMT_MODE {

/// Takes the lowest lane out of `lanes`.
SIMT_DEVICE int next_lane(unsigned& lanes) {
  const int lane = __builtin_ctz(lanes);
  lanes &= lanes - 1;
  return lane;
}

// --- shuffles --------------------------------------------------------------------------------------------

enum class Direction { Index, Up, Down, Xor };

/// The lane that `lane` reads from. The warp falls into segments of `width` lanes (1, 2, 4, ... 32); who would
/// leave its segment reads itself. Only Xor may read an earlier segment. Source: PTX ISA, shfl.sync.
SIMT_DEVICE int source_lane(Direction direction, int lane, int operand, int width) {
  const int segment_bits = 32 - width;  // those of a lane's number that its segment shares
  const int first = lane & segment_bits;
  const int last = first | (31 & ~segment_bits);
  operand &= 31;
  int source = lane;
  switch (direction) {
    case Direction::Index:
      source = first | (operand & ~segment_bits);
      break;
    case Direction::Up:
      source = lane - operand < first ? lane : lane - operand;
      break;
    case Direction::Down:
      source = lane + operand;
      break;
    case Direction::Xor:
      source = lane ^ operand;
      break;
  }
  return source <= last ? source : lane;
}

/// Each lane gets the value of the lane that its argument names; zero where that lane did not come.
template <class T>
SIMT_DEVICE void combine_shuffle(const Gathering& warp) {
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = next_lane(lanes);
    const void* value = warp.in[warp.argument[lane]];
    if (value != nullptr) {
      std::memcpy(warp.out[lane], value, sizeof(T));
    } else {
      std::memset(warp.out[lane], 0, sizeof(T));
    }
  }
}

/// The caller's value goes out, that of lane `source` comes in. T may be any trivially copyable type. Inlined, like all
/// that moves such values: the checkers do not see a struct that is loaded for a call.
template <class T>
SIMT_INLINE T shuffle_from(unsigned mask, const T& value, int source, Site site) {
  const T sent = value;
  T received = value;
  gather(mask, WarpOp::Shuffle, &sent, &received, source, &combine_shuffle<T>, site);
  return received;
}

template <class T>
SIMT_INLINE T
shuffle(Direction direction, unsigned mask, const T& value, int operand, int width, Site site) {
  const int source = source_lane(direction, static_cast<int>(lane_id()), operand, width);
  return shuffle_from(mask, value, source, site);
}

/// What a shuffle of T gives: small integers become int, as in any C++ expression; numbers of 4 and 8 bytes and the
/// half types stay what they are.
template <class T, bool = std::is_class_v<T>>
struct MovedType {
  using Type = decltype(+std::declval<T>());
};
template <class T>
struct MovedType<T, true> {
  using Type = T;
};
template <class T>
using Moved = typename MovedType<T>::Type;

// --- votes -----------------------------------------------------------------------------------------------

struct Ballot {
  unsigned yes;    ///< lanes whose predicate is not zero
  unsigned voted;  ///< lanes that came
};

SIMT_DEVICE void combine_ballot(const Gathering& warp) {
  Ballot ballot{0, warp.present};
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = next_lane(lanes);
    if (warp.argument[lane] != 0) ballot.yes |= 1U << lane;
  }
  for (unsigned lanes = warp.present; lanes != 0;) {
    *static_cast<Ballot*>(warp.out[next_lane(lanes)]) = ballot;
  }
}

SIMT_DEVICE Ballot vote(unsigned mask, int predicate, Site site) {
  Ballot ballot;
  gather(mask, WarpOp::Vote, nullptr, &ballot, predicate, &combine_ballot, site);
  return ballot;
}

// --- match -----------------------------------------------------------------------------------------------

/// Each lane gets the lanes whose value has the same bits as its own.
SIMT_DEVICE void combine_match(const Gathering& warp) {
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = next_lane(lanes);
    const auto value = *static_cast<const std::uint64_t*>(warp.in[lane]);
    Ballot same{0, warp.present};
    for (unsigned others = warp.present; others != 0;) {
      const int other = next_lane(others);
      if (*static_cast<const std::uint64_t*>(warp.in[other]) == value) same.yes |= 1U << other;
    }
    *static_cast<Ballot*>(warp.out[lane]) = same;
  }
}

template <class T>
SIMT_DEVICE Ballot match(unsigned mask, T value, Site site) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  Ballot same;
  gather(mask, WarpOp::Match, &bits, &same, 0, &combine_match, site);
  return same;
}

// --- reduce ----------------------------------------------------------------------------------------------

struct Smaller {
  template <class T>
  T operator()(T a, T b) const {
    return b < a ? b : a;
  }
};

struct Larger {
  template <class T>
  T operator()(T a, T b) const {
    return a < b ? b : a;
  }
};

template <class T, class Op>
SIMT_DEVICE void combine_reduce(const Gathering& warp) {
  unsigned lanes = warp.present;
  T result = *static_cast<const T*>(warp.in[next_lane(lanes)]);
  while (lanes != 0) result = Op()(result, *static_cast<const T*>(warp.in[next_lane(lanes)]));
  for (lanes = warp.present; lanes != 0;) *static_cast<T*>(warp.out[next_lane(lanes)]) = result;
}

template <class Op, class T>
SIMT_DEVICE T reduce(unsigned mask, T value, Site site) {
  T result = value;
  gather(mask, WarpOp::Reduce, &value, &result, 0, &combine_reduce<T, Op>, site);
  return result;
}

}  // namespace SIMT_MODE
}  // namespace simt

// --- CUDA's names ----------------------------------------------------------------------------------------

/// Each lane gets the value of lane `lane` of its segment.
template <class T>
SIMT_INLINE simt::Moved<T> __shfl_sync(
    unsigned mask, T value, int lane, int width = warpSize, simt::Site site = SIMT_HERE) {
  return simt::shuffle<simt::Moved<T>>(simt::Direction::Index, mask, value, lane, width, site);
}

/// ... of the lane `delta` below its own.
template <class T>
SIMT_INLINE simt::Moved<T> __shfl_up_sync(
    unsigned mask, T value, unsigned delta, int width = warpSize, simt::Site site = SIMT_HERE) {
  const int operand = static_cast<int>(delta);
  return simt::shuffle<simt::Moved<T>>(simt::Direction::Up, mask, value, operand, width, site);
}

/// ... of the lane `delta` above its own.
template <class T>
SIMT_INLINE simt::Moved<T> __shfl_down_sync(
    unsigned mask, T value, unsigned delta, int width = warpSize, simt::Site site = SIMT_HERE) {
  const int operand = static_cast<int>(delta);
  return simt::shuffle<simt::Moved<T>>(simt::Direction::Down, mask, value, operand, width, site);
}

/// ... of the lane whose number differs from its own in the bits of `lanes`.
template <class T>
SIMT_INLINE simt::Moved<T> __shfl_xor_sync(
    unsigned mask, T value, int lanes, int width = warpSize, simt::Site site = SIMT_HERE) {
  return simt::shuffle<simt::Moved<T>>(simt::Direction::Xor, mask, value, lanes, width, site);
}

/// The lanes whose value is the caller's, bit for bit.
template <class T>
SIMT_DEVICE unsigned __match_any_sync(unsigned mask, T value, simt::Site site = SIMT_HERE) {
  return simt::match(mask, value, site).yes;
}

/// `mask` and *all = 1 if all lanes have the same value, else 0 and 0.
template <class T>
SIMT_DEVICE unsigned __match_all_sync(unsigned mask,
                                      T value,
                                      int* all,
                                      simt::Site site = SIMT_HERE) {
  const simt::Ballot same = simt::match(mask, value, site);
  *all = same.yes == same.voted ? 1 : 0;
  return *all != 0 ? mask : 0;
}

/// __reduce_NAME_sync of one type.
#define SIMT_REDUCE(NAME, OP, T)                                                              \
  SIMT_DEVICE T __reduce_##NAME##_sync(unsigned mask, T value, simt::Site site = SIMT_HERE) { \
    return simt::reduce<OP>(mask, value, site);                                               \
  }
// clang-format off
SIMT_REDUCE(add, std::plus<>, unsigned)
SIMT_REDUCE(add, std::plus<>, int)
SIMT_REDUCE(min, simt::Smaller, unsigned)
SIMT_REDUCE(min, simt::Smaller, int)
SIMT_REDUCE(max, simt::Larger, unsigned)
SIMT_REDUCE(max, simt::Larger, int)
SIMT_REDUCE(and, std::bit_and<>, unsigned)
SIMT_REDUCE(or, std::bit_or<>, unsigned)
SIMT_REDUCE(xor, std::bit_xor<>, unsigned)
// clang-format on
#undef SIMT_REDUCE

/// The lanes whose predicate is not zero.
SIMT_DEVICE unsigned __ballot_sync(unsigned mask, int predicate, simt::Site site = SIMT_HERE) {
  return simt::vote(mask, predicate, site).yes;
}

SIMT_DEVICE int __any_sync(unsigned mask, int predicate, simt::Site site = SIMT_HERE) {
  return simt::vote(mask, predicate, site).yes != 0 ? 1 : 0;
}

SIMT_DEVICE int __all_sync(unsigned mask, int predicate, simt::Site site = SIMT_HERE) {
  const simt::Ballot ballot = simt::vote(mask, predicate, site);
  return ballot.yes == ballot.voted ? 1 : 0;
}

/// Whether all predicates are zero, or none is.
SIMT_DEVICE int __uni_sync(unsigned mask, int predicate, simt::Site site = SIMT_HERE) {
  const simt::Ballot ballot = simt::vote(mask, predicate, site);
  return ballot.yes == 0 || ballot.yes == ballot.voted ? 1 : 0;
}

/// The lanes of the warp that run this call together.
SIMT_DEVICE unsigned __activemask(simt::Site site = SIMT_HERE) { return simt::active_mask(site); }
