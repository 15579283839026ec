// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the rewriter makes of inline PTX: one function for each kind of instruction, the type as in its opcode.

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "simt/access.hpp"
#include "simt/async_copy.hpp"
#include "simt/bits.hpp"
#include "simt/core.hpp"
#include "simt/device.hpp"
#include "simt/inline.hpp"
#include "simt/tensor_core.hpp"

namespace simt::ptx {

/// `{%0, %1, %2, %3}`: one access of memory.
template <class T, int N>
struct alignas(sizeof(T) * N) Vector {
  T value[N];
};

/// A register's content read as T: numbers keep their value, other types of the same size their bits.
template <class T, class U>
SIMT_INLINE T as(const U& from) {
  if constexpr (std::is_same_v<T, U>) {
    return from;
  } else if constexpr (std::is_pointer_v<U>) {
    return static_cast<T>(reinterpret_cast<std::uintptr_t>(from));
  } else if constexpr ((std::is_integral_v<T> || std::is_enum_v<T>) &&
                       (std::is_integral_v<U> || std::is_enum_v<U>)) {
    return static_cast<T>(from);
  } else if constexpr (sizeof(T) == sizeof(U)) {
    return __builtin_bit_cast(T, from);
  } else if constexpr (std::is_integral_v<U> && sizeof(T) < sizeof(U)) {
    return __builtin_bit_cast(T, static_cast<BitsOf<T>>(from));
  } else if constexpr (std::is_integral_v<T> && sizeof(T) > sizeof(U)) {
    return static_cast<T>(__builtin_bit_cast(BitsOf<U>, from));
  } else {
    return static_cast<T>(from);
  }
}

/// Sets the operand `to`, whatever its C++ type.
template <class U, class T>
SIMT_INLINE void put(U& to, const T& value) {
  if constexpr (std::is_pointer_v<U>) {
    to = reinterpret_cast<U>(as<std::uintptr_t>(value));
  } else {
    to = as<U>(value);
  }
}

template <class T>
SIMT_INLINE char* pointer(const T& address) {
  return reinterpret_cast<char*>(as<std::uintptr_t>(address));
}
/// Of an address as __cvta_generic_to_shared makes it.
template <class T>
SIMT_INLINE char* shared_pointer(const T& address) {
  return static_cast<char*>(__cvta_shared_to_generic(as<std::uintptr_t>(address)));
}
template <class T>
SIMT_INLINE std::size_t shared_address(const T& address) {
  return __cvta_generic_to_shared(pointer(address));
}

// The checkers see a plain or volatile access as the caller's own; an ordered one they are told.
template <class T>
SIMT_DEVICE T ordered_load(const void* address, unsigned flags) {
  SIMT_NOTE(address, sizeof(T), Access::Atomic, flags);
  static_cast<void>(flags);
  T value;
  __atomic_load(static_cast<const T*>(address), &value, __ATOMIC_ACQUIRE);
  return value;
}
template <class T>
SIMT_DEVICE void ordered_store(void* address, T value, unsigned flags) {
  SIMT_NOTE(address, sizeof(T), Access::Atomic, flags);
  static_cast<void>(flags);
  __atomic_store(static_cast<T*>(address), &value, __ATOMIC_RELEASE);
}

template <class T>
SIMT_INLINE T load(const void* address, unsigned flags) {
  if constexpr (std::is_arithmetic_v<T>) {
    if (flags == kVolatile) return *static_cast<const volatile T*>(address);
    if (flags != kPlain) return ordered_load<T>(address, flags);
  }
  return *static_cast<const T*>(address);
}
template <class T>
SIMT_INLINE void store(void* address, T value, unsigned flags) {
  if constexpr (std::is_arithmetic_v<T>) {
    if (flags == kVolatile) {
      *static_cast<volatile T*>(address) = value;
      return;
    }
    if (flags != kPlain) return ordered_store<T>(address, value, flags);
  }
  *static_cast<T*>(address) = value;
}

// Every operand may have another C++ type of the same width.
#define SIMT_PTX_1(name, ...)      \
  template <class T, class A>      \
  SIMT_INLINE auto name(A first) { \
    const T a = as<T>(first);      \
    return (__VA_ARGS__);          \
  }
#define SIMT_PTX_2(name, ...)                \
  template <class T, class A, class B>       \
  SIMT_INLINE auto name(A first, B second) { \
    const T a = as<T>(first);                \
    const T b = as<T>(second);               \
    return (__VA_ARGS__);                    \
  }
#define SIMT_PTX_3(name, ...)                         \
  template <class T, class A, class B, class C>       \
  SIMT_INLINE auto name(A first, B second, C third) { \
    const T a = as<T>(first);                         \
    const T b = as<T>(second);                        \
    const T c = as<T>(third);                         \
    return (__VA_ARGS__);                             \
  }

/// The integer type twice as wide, for mul.wide, mul.hi, mad.wide.
template <class T>
struct Wide;
template <>
struct Wide<short> {
  using Type = int;
};
template <>
struct Wide<unsigned short> {
  using Type = unsigned;
};
template <>
struct Wide<int> {
  using Type = long long;
};
template <>
struct Wide<unsigned> {
  using Type = unsigned long long;
};
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Unsigned128;
template <>
struct Wide<long long> {
  using Type = Int128;
};
template <>
struct Wide<unsigned long long> {
  using Type = Unsigned128;
};

SIMT_PTX_1(same, a)
SIMT_PTX_2(add, static_cast<T>(a + b))
SIMT_PTX_2(sub, static_cast<T>(a - b))
SIMT_PTX_2(mul, static_cast<T>(a* b))
SIMT_PTX_2(div, static_cast<T>(a / b))
SIMT_PTX_2(rem, static_cast<T>(a % b))
SIMT_PTX_2(min, b < a ? b : a)
SIMT_PTX_2(max, a < b ? b : a)
SIMT_PTX_1(abs, a < T(0) ? static_cast<T>(-a) : a)
SIMT_PTX_1(neg, static_cast<T>(-a))
SIMT_PTX_2(bit_and, static_cast<T>(a& b))
SIMT_PTX_2(bit_or, static_cast<T>(a | b))
SIMT_PTX_2(bit_xor, static_cast<T>(a ^ b))
SIMT_PTX_1(bit_not, static_cast<T>(~a))
SIMT_PTX_2(mul_wide, static_cast<typename Wide<T>::Type>(a) * b)
SIMT_PTX_2(mul_high,
           static_cast<T>((static_cast<typename Wide<T>::Type>(a) * b) >> (8 * sizeof(T))))
SIMT_PTX_3(mad_high,
           static_cast<T>(((static_cast<typename Wide<T>::Type>(a) * b) >> (8 * sizeof(T))) + c))

/// The product in full, and the sum.
template <class T, class A, class B, class C>
SIMT_INLINE auto mad_wide(A a, B b, C c) {
  return mul_wide<T>(a, b) + as<typename Wide<T>::Type>(c);
}

/// fma for floating point, the low half of mad for integers.
template <class T, class A, class B, class C>
SIMT_INLINE T fma(A a, B b, C c) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::fma(as<T>(a), as<T>(b), as<T>(c));
  } else {
    return static_cast<T>(as<T>(a) * as<T>(b) + as<T>(c));
  }
}

// Shifts by the width or more give 0, or the sign.
template <class T, class A, class B>
SIMT_INLINE T shift_left(A a, B count) {
  const auto n = as<unsigned>(count);
  return n < 8 * sizeof(T) ? static_cast<T>(as<T>(a) << n) : T(0);
}
template <class T, class A, class B>
SIMT_INLINE T shift_right(A a, B count) {
  const unsigned most = 8 * sizeof(T) - 1;
  const auto n = as<unsigned>(count);
  const T value = as<T>(a);
  if (n > most) return static_cast<T>(std::is_signed_v<T> ? value >> most : 0);
  return static_cast<T>(value >> n);
}

SIMT_PTX_1(exp2, std::exp2(a))
SIMT_PTX_1(log2, std::log2(a))
SIMT_PTX_1(reciprocal, T(1) / a)
SIMT_PTX_1(rsqrt, T(1) / std::sqrt(a))
SIMT_PTX_1(sqrt, std::sqrt(a))
SIMT_PTX_1(sin, std::sin(a))
SIMT_PTX_1(cos, std::cos(a))
SIMT_PTX_1(tanh, std::tanh(a))

SIMT_PTX_1(count_ones, static_cast<unsigned>(__builtin_popcountll(as<BitsOf<T>>(a))))
SIMT_PTX_1(leading_zeros,
           sizeof(T) == 8 ? static_cast<unsigned>(__clzll(static_cast<long long>(a)))
                          : static_cast<unsigned>(__clz(static_cast<int>(a))))
SIMT_PTX_1(reverse_bits,
           static_cast<T>(sizeof(T) == 8 ? __brevll(a) : __brev(static_cast<unsigned>(a))))
/// The place of the highest bit that differs from the sign; all ones if there is none.
template <class T, class A>
SIMT_INLINE unsigned find_bit(A first) {
  T a = as<T>(first);
  if (a < T(0)) a = static_cast<T>(~a);
  return static_cast<unsigned>(8 * sizeof(T)) - 1U - leading_zeros<T>(a);
}

/// `length` bits from place `position` on, extended by zeros or the sign.
template <class T, class A, class B, class C>
SIMT_INLINE T extract_bits(A first, B position, C length) {
  const T a = as<T>(first);
  const unsigned width = 8 * sizeof(T);
  const unsigned begin = as<unsigned>(position) & 0xFFU;
  const unsigned count = as<unsigned>(length) & 0xFFU;
  if (count == 0) return T(0);
  const T moved = shift_right<T>(a, begin);
  if (count >= width) return moved;
  const unsigned up = width - count;
  return static_cast<T>(static_cast<T>(static_cast<BitsOf<T>>(moved) << up) >> up);
}
/// The low bits of `first` in place of those of `second`.
template <class T, class A, class B, class C, class D>
SIMT_INLINE T insert_bits(A first, B second, C position, D length) {
  const T begin = as<T>(position) & T(0xFF);
  const unsigned count = as<unsigned>(length) & 0xFFU;
  const T ones =
      count >= 8 * sizeof(T) ? static_cast<T>(~T(0)) : static_cast<T>((T(1) << count) - 1);
  const T mask = shift_left<T>(ones, begin);
  return (as<T>(second) & ~mask) | (shift_left<T>(as<T>(first), begin) & mask);
}
SIMT_PTX_3(permute, __byte_perm(a, b, c))
SIMT_PTX_3(funnel_left_wrap, __funnelshift_l(a, b, c))
SIMT_PTX_3(funnel_right_wrap, __funnelshift_r(a, b, c))
SIMT_PTX_3(funnel_left_clamp, __funnelshift_lc(a, b, c))
SIMT_PTX_3(funnel_right_clamp, __funnelshift_rc(a, b, c))
/// Any function of three bits: bit i of `table` is its value for the bits of i.
template <class T, class A, class B, class C>
SIMT_INLINE T lop3(A first, B second, C third, unsigned table) {
  const T a = as<T>(first);
  const T b = as<T>(second);
  const T c = as<T>(third);
  T result = 0;
  for (unsigned i = 0; i < 8; ++i) {
    if ((table >> i & 1U) == 0) continue;
    result |= ((i & 4U) != 0 ? a : ~a) & ((i & 2U) != 0 ? b : ~b) & ((i & 1U) != 0 ? c : ~c);
  }
  return result;
}

#undef SIMT_PTX_1
#undef SIMT_PTX_2
#undef SIMT_PTX_3

enum class Rounding : std::uint8_t { Nearest, Zero, Down, Up };

template <class T>
SIMT_INLINE T rounded(T value, Rounding rounding) {
  switch (rounding) {
    case Rounding::Zero:
      return std::trunc(value);
    case Rounding::Down:
      return std::floor(value);
    case Rounding::Up:
      return std::ceil(value);
    default:
      return std::nearbyint(value);
  }
}

/// cvt: floating point to integers saturates, as the hardware does.
template <class To, Rounding kRounding, class From>
SIMT_INLINE To convert(const From& from) {
  if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    const From value = rounded(from, kRounding);
    if (!(value == value)) return To(0);
    if (value <= static_cast<From>(std::numeric_limits<To>::min()))
      return std::numeric_limits<To>::min();
    if (value >= static_cast<From>(std::numeric_limits<To>::max()))
      return std::numeric_limits<To>::max();
    return static_cast<To>(value);
  } else if constexpr (std::is_same_v<From, To> && std::is_floating_point_v<To>) {
    return rounded(from, kRounding);
  } else if constexpr (std::is_arithmetic_v<From> && std::is_arithmetic_v<To>) {
    return static_cast<To>(from);
  } else {
    return static_cast<To>(static_cast<float>(from));
  }
}

/// cvt.rn.f16x2.f32 d, high, low.
template <class To>
SIMT_INLINE To convert_pair(float high, float low) {
  To pair;
  pair.x = static_cast<decltype(pair.x)>(low);
  pair.y = static_cast<decltype(pair.y)>(high);
  return pair;
}

/// cvt.rna.tf32.f32: 10 bits of mantissa, ties away from zero.
SIMT_INLINE unsigned to_tf32(float value) {
  const auto bits = as<unsigned>(value);
  if ((bits & 0x7F800000U) == 0x7F800000U) return bits;
  return (bits + 0x1000U) & 0xFFFFE000U;
}

/// cp.async of `size` bytes, of which the last beyond `from_source` are zeros.
SIMT_DEVICE void copy_async(void* to, const void* from, unsigned size, unsigned from_source) {
  const unsigned read = from_source < size ? from_source : size;
  issue_copy(to, from, read, size - read, SIMT_PC);
}

/// %globaltimer, %clock64.
SIMT_INLINE unsigned long long nanoseconds() { return global_timer(); }
SIMT_INLINE unsigned warps() { return (blockDim.x * blockDim.y * blockDim.z + 31U) / 32U; }
/// Which multiprocessor runs the block: an A100 has 108, and blocks go round.
SIMT_INLINE unsigned multiprocessors() { return 108; }
SIMT_INLINE unsigned multiprocessor() {
  return (blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z)) % multiprocessors();
}

}  // namespace simt::ptx
