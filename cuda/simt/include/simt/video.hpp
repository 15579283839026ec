// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's SIMD-in-a-word intrinsics: two halfwords or four bytes of a 32-bit word at once.

#include <cstdint>
#include <limits>
#include <type_traits>

#include "simt/inline.hpp"

namespace simt {

/// Calls operation(x, y) for each pair of elements (widened to int) and packs the results' low bits.
template <class Element, class Operation>
SIMT_INLINE unsigned elementwise(unsigned a, unsigned b, Operation operation) {
  constexpr unsigned kBits = 8 * sizeof(Element);
  constexpr unsigned kMask = (1U << kBits) - 1;
  unsigned result = 0;
  for (unsigned at = 0; at < 32; at += kBits) {
    const int x = static_cast<Element>(a >> at & kMask);
    const int y = static_cast<Element>(b >> at & kMask);
    result |= (static_cast<unsigned>(operation(x, y)) & kMask) << at;
  }
  return result;
}

/// The sum of all elements of `a`, which are unsigned.
template <class Element>
SIMT_INLINE unsigned sum_of_elements(unsigned a) {
  constexpr unsigned kBits = 8 * sizeof(Element);
  unsigned sum = 0;
  for (unsigned at = 0; at < 32; at += kBits) sum += a >> at & ((1U << kBits) - 1);
  return sum;
}

/// `x`, or the limit of Element that it is beyond.
template <class Element>
SIMT_INLINE int saturate(int x) {
  constexpr int kMin = std::numeric_limits<Element>::min();
  constexpr int kMax = std::numeric_limits<Element>::max();
  return x < kMin ? kMin : x > kMax ? kMax : x;
}

/// The mean, halves away from zero.
SIMT_INLINE int rounded_mean(int x, int y) {
  const int sum = x + y;
  return (sum + (sum > 0 ? 1 : 0)) >> 1;
}

SIMT_INLINE int distance(int x, int y) { return x > y ? x - y : y - x; }

}  // namespace simt

// name: of halfwords with 2, of bytes with 4 at its end; the operation on elements x and y.
#define SIMT_UNARY(name, element, suffix, expression)                                  \
  SIMT_INLINE unsigned int name##suffix(unsigned int a) {                              \
    return ::simt::elementwise<element>(a, 0U, [](int x, int) { return expression; }); \
  }
#define SIMT_UNARIES(name, expression2, expression4) \
  SIMT_UNARY(name, short, 2, expression2)            \
  SIMT_UNARY(name, signed char, 4, expression4)
#define SIMT_BINARY(name, element, suffix, expression)                                  \
  SIMT_INLINE unsigned int name##suffix(unsigned int a, unsigned int b) {               \
    return ::simt::elementwise<element>(a, b, [](int x, int y) { return expression; }); \
  }
#define SIMT_SIGNED(name, expression)     \
  SIMT_BINARY(name, short, 2, expression) \
  SIMT_BINARY(name, signed char, 4, expression)
#define SIMT_UNSIGNED(name, expression)            \
  SIMT_BINARY(name, unsigned short, 2, expression) \
  SIMT_BINARY(name, unsigned char, 4, expression)
#define SIMT_SATURATED(name, element2, element4, expression)             \
  SIMT_BINARY(name, element2, 2, ::simt::saturate<element2>(expression)) \
  SIMT_BINARY(name, element4, 4, ::simt::saturate<element4>(expression))
// Comparisons give all ones (cmp) or 1 (set), else 0.
#define SIMT_COMPARE(kind, name, comparison) \
  kind(__vcmp##name, (x comparison y) ? -1 : 0) kind(__vset##name, (x comparison y) ? 1 : 0)

SIMT_UNARIES(__vabs, x < 0 ? -x : x, x < 0 ? -x : x)
SIMT_UNARIES(__vabsss,
             ::simt::saturate<short>(x < 0 ? -x : x),
             ::simt::saturate<signed char>(x < 0 ? -x : x))
SIMT_UNARIES(__vneg, -x, -x)
SIMT_UNARIES(__vnegss, ::simt::saturate<short>(-x), ::simt::saturate<signed char>(-x))
SIMT_UNSIGNED(__vadd, x + y)
SIMT_SATURATED(__vaddss, short, signed char, x + y)
SIMT_SATURATED(__vaddus, unsigned short, unsigned char, x + y)
SIMT_UNSIGNED(__vsub, x - y)
SIMT_SATURATED(__vsubss, short, signed char, x - y)
SIMT_SATURATED(__vsubus, unsigned short, unsigned char, x - y)
SIMT_SIGNED(__vavgs, ::simt::rounded_mean(x, y))
SIMT_UNSIGNED(__vavgu, ::simt::rounded_mean(x, y))
SIMT_UNSIGNED(__vhaddu, (x + y) >> 1)
SIMT_SIGNED(__vabsdiffs, ::simt::distance(x, y))
SIMT_UNSIGNED(__vabsdiffu, ::simt::distance(x, y))
SIMT_SIGNED(__vmaxs, x > y ? x : y)
SIMT_UNSIGNED(__vmaxu, x > y ? x : y)
SIMT_SIGNED(__vmins, x < y ? x : y)
SIMT_UNSIGNED(__vminu, x < y ? x : y)
SIMT_COMPARE(SIMT_UNSIGNED, eq, ==)
SIMT_COMPARE(SIMT_UNSIGNED, ne, !=)
SIMT_COMPARE(SIMT_SIGNED, ges, >=)
SIMT_COMPARE(SIMT_UNSIGNED, geu, >=)
SIMT_COMPARE(SIMT_SIGNED, gts, >)
SIMT_COMPARE(SIMT_UNSIGNED, gtu, >)
SIMT_COMPARE(SIMT_SIGNED, les, <=)
SIMT_COMPARE(SIMT_UNSIGNED, leu, <=)
SIMT_COMPARE(SIMT_SIGNED, lts, <)
SIMT_COMPARE(SIMT_UNSIGNED, ltu, <)

#undef SIMT_COMPARE
#undef SIMT_SATURATED
#undef SIMT_UNSIGNED
#undef SIMT_SIGNED
#undef SIMT_BINARY
#undef SIMT_UNARIES
#undef SIMT_UNARY

// Sums of absolute differences.
SIMT_INLINE unsigned int __vsads2(unsigned int a, unsigned int b) {
  return ::simt::sum_of_elements<unsigned short>(__vabsdiffs2(a, b));
}
SIMT_INLINE unsigned int __vsads4(unsigned int a, unsigned int b) {
  return ::simt::sum_of_elements<unsigned char>(__vabsdiffs4(a, b));
}
SIMT_INLINE unsigned int __vsadu2(unsigned int a, unsigned int b) {
  return ::simt::sum_of_elements<unsigned short>(__vabsdiffu2(a, b));
}
SIMT_INLINE unsigned int __vsadu4(unsigned int a, unsigned int b) {
  return ::simt::sum_of_elements<unsigned char>(__vabsdiffu4(a, b));
}
