// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's integer intrinsics: bit counting, shifts of register pairs, wide products, dot products of bytes.

#include <cstdint>

#include "simt/bit_cast.hpp"
#include "vector_types.h"

SIMT_INLINE int __popc(unsigned int x) { return __builtin_popcount(x); }
SIMT_INLINE int __popcll(unsigned long long int x) { return __builtin_popcountll(x); }
SIMT_INLINE int __clz(int x) { return x == 0 ? 32 : __builtin_clz(static_cast<unsigned>(x)); }
SIMT_INLINE int __clzll(long long int x) {
  return x == 0 ? 64 : __builtin_clzll(static_cast<unsigned long long>(x));
}
SIMT_INLINE int __ffs(int x) { return __builtin_ffs(x); }
SIMT_INLINE int __ffsll(long long int x) { return __builtin_ffsll(x); }

/// The bits in reverse order.
SIMT_INLINE unsigned int __brev(unsigned int x) {
  x = (x >> 1 & 0x55555555U) | (x & 0x55555555U) << 1;
  x = (x >> 2 & 0x33333333U) | (x & 0x33333333U) << 2;
  x = (x >> 4 & 0x0F0F0F0FU) | (x & 0x0F0F0F0FU) << 4;
  return __builtin_bswap32(x);
}

SIMT_INLINE unsigned long long int __brevll(unsigned long long int x) {
  const auto low = static_cast<unsigned>(x);
  return static_cast<unsigned long long>(__brev(low)) << 32 |
         __brev(static_cast<unsigned>(x >> 32));
}

/// Four of the eight bytes y:x, chosen by the low three bits of each of the selector's low four nibbles.
SIMT_INLINE unsigned int __byte_perm(unsigned int x, unsigned int y, unsigned int selector) {
  const std::uint64_t bytes = std::uint64_t{y} << 32 | x;
  unsigned result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned byte = selector >> (4 * i) & 7U;
    result |= static_cast<unsigned>(bytes >> (8 * byte) & 0xFFU) << (8 * i);
  }
  return result;
}

// The pair high:low, shifted; what leaves it at the named end comes back. _l and _r take the shift modulo 32, _lc
// and _rc at most 32.
SIMT_INLINE unsigned int __funnelshift_l(unsigned int low, unsigned int high, unsigned int shift) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) << (shift & 31U) >> 32);
}
SIMT_INLINE unsigned int __funnelshift_r(unsigned int low, unsigned int high, unsigned int shift) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) >> (shift & 31U));
}
SIMT_INLINE unsigned int __funnelshift_lc(unsigned int low, unsigned int high, unsigned int shift) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) << (shift < 32 ? shift : 32) >>
                               32);
}
SIMT_INLINE unsigned int __funnelshift_rc(unsigned int low, unsigned int high, unsigned int shift) {
  return static_cast<unsigned>((std::uint64_t{high} << 32 | low) >> (shift < 32 ? shift : 32));
}

/// Place of the offset-th set bit of `mask`, counted from bit `base` upwards (offset > 0) or downwards (< 0); with
/// offset 0, of bit `base` itself. All ones if there is none.
SIMT_INLINE unsigned int __fns(unsigned int mask, unsigned int base, int offset) {
  if (offset == 0) return base < 32 && (mask >> base & 1U) != 0 ? base : ~0U;
  const unsigned step = offset > 0 ? 1U : ~0U;
  int left = offset > 0 ? offset : -offset;
  for (unsigned place = base; place < 32; place += step) {
    if ((mask >> place & 1U) != 0 && --left == 0) return place;
  }
  return ~0U;
}

// Products of the low 24 bits, low half; products' high halves.
SIMT_INLINE int __mul24(int x, int y) {
  const auto a = static_cast<unsigned>(static_cast<int>(static_cast<unsigned>(x) << 8) >> 8);
  const auto b = static_cast<unsigned>(static_cast<int>(static_cast<unsigned>(y) << 8) >> 8);
  return static_cast<int>(a * b);
}
SIMT_INLINE unsigned int __umul24(unsigned int x, unsigned int y) {
  return (x & 0xFFFFFFU) * (y & 0xFFFFFFU);
}
SIMT_INLINE int __mulhi(int x, int y) { return static_cast<int>(std::int64_t{x} * y >> 32); }
SIMT_INLINE unsigned int __umulhi(unsigned int x, unsigned int y) {
  return static_cast<unsigned>(std::uint64_t{x} * y >> 32);
}
SIMT_INLINE unsigned long long int __umul64hi(unsigned long long int x, unsigned long long int y) {
  return static_cast<unsigned long long>(::simt::Bits128{x} * y >> 64);
}
SIMT_INLINE long long int __mul64hi(long long int x, long long int y) {
  const auto a = static_cast<unsigned long long>(x);
  const auto b = static_cast<unsigned long long>(y);
  return static_cast<long long>(__umul64hi(a, b) - (x < 0 ? b : 0) - (y < 0 ? a : 0));
}

// |x - y| + z.
SIMT_INLINE unsigned int __usad(unsigned int x, unsigned int y, unsigned int z) {
  return (x > y ? x - y : y - x) + z;
}
SIMT_INLINE unsigned int __sad(int x, int y, unsigned int z) {
  const auto a = static_cast<unsigned>(x);
  const auto b = static_cast<unsigned>(y);
  return (x > y ? a - b : b - a) + z;
}

// The mean of two, without overflow, rounded down (r: up).
SIMT_INLINE int __hadd(int x, int y) { return static_cast<int>((std::int64_t{x} + y) >> 1); }
SIMT_INLINE int __rhadd(int x, int y) { return static_cast<int>((std::int64_t{x} + y + 1) >> 1); }
SIMT_INLINE unsigned int __uhadd(unsigned int x, unsigned int y) {
  return static_cast<unsigned>((std::uint64_t{x} + y) >> 1);
}
SIMT_INLINE unsigned int __urhadd(unsigned int x, unsigned int y) {
  return static_cast<unsigned>((std::uint64_t{x} + y + 1) >> 1);
}

namespace simt {

/// sum + the dot product of the elements of `a` (of type A, from element 0) with those of `b` (from element
/// `first`), as many as `a` has. Wraps around.
template <class A, class B, class Sum>
SIMT_INLINE Sum dot_of_elements(unsigned a, unsigned b, unsigned first, Sum sum) {
  auto total = static_cast<unsigned>(sum);
  for (unsigned i = 0; i < 4 / sizeof(A); ++i) {
    const auto x = static_cast<A>(a >> (8 * sizeof(A) * i));
    const auto y = static_cast<B>(b >> (8 * sizeof(B) * (first + i)));
    total += static_cast<unsigned>(x) * static_cast<unsigned>(y);
  }
  return static_cast<Sum>(total);
}

}  // namespace simt

// Dot products of four bytes with four, and of two halfwords with the low or the high two bytes.
SIMT_INLINE int __dp4a(int a, int b, int c) {
  return ::simt::dot_of_elements<signed char, signed char>(static_cast<unsigned>(a),
                                                           static_cast<unsigned>(b), 0, c);
}
SIMT_INLINE unsigned int __dp4a(unsigned int a, unsigned int b, unsigned int c) {
  return ::simt::dot_of_elements<unsigned char, unsigned char>(a, b, 0, c);
}
SIMT_INLINE int __dp4a(char4 a, char4 b, int c) {
  return __dp4a(::simt::bit_cast<int>(a), ::simt::bit_cast<int>(b), c);
}
SIMT_INLINE unsigned int __dp4a(uchar4 a, uchar4 b, unsigned int c) {
  return __dp4a(::simt::bit_cast<unsigned>(a), ::simt::bit_cast<unsigned>(b), c);
}
#define SIMT_DP2A(name, first)                                                              \
  SIMT_INLINE int name(int a, int b, int c) {                                               \
    return ::simt::dot_of_elements<short, signed char>(static_cast<unsigned>(a),            \
                                                       static_cast<unsigned>(b), first, c); \
  }                                                                                         \
  SIMT_INLINE unsigned int name(unsigned int a, unsigned int b, unsigned int c) {           \
    return ::simt::dot_of_elements<unsigned short, unsigned char>(a, b, first, c);          \
  }                                                                                         \
  SIMT_INLINE int name(short2 a, char4 b, int c) {                                          \
    return name(::simt::bit_cast<int>(a), ::simt::bit_cast<int>(b), c);                     \
  }                                                                                         \
  SIMT_INLINE unsigned int name(ushort2 a, uchar4 b, unsigned int c) {                      \
    return name(::simt::bit_cast<unsigned>(a), ::simt::bit_cast<unsigned>(b), c);           \
  }
SIMT_DP2A(__dp2a_lo, 0)
SIMT_DP2A(__dp2a_hi, 2)
#undef SIMT_DP2A
