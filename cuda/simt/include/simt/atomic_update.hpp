// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Atomic read-modify-write of 2, 4, 8 or 16 bytes: what all of CUDA's atomic functions are made of.

#include <cstdint>
#include <type_traits>

#include "simt/access.hpp"
#include "simt/bit_cast.hpp"
#include "simt/inline.hpp"

namespace simt {

/// Told after an atomic that changed memory.
void atomic_changed(Site site);
/// Told after one that left memory as it was, and so may be a poll; `key` is made of its place and operand.
/// Every 64th in a row gives the other threads a turn (runtime/atomic.cpp).
void atomic_idle(std::uint64_t key, Site site);
/// __nanosleep: gives the other threads a turn.
void pause(Site site);

/// T, if it is a type of 16 bytes that a 16-byte atomic can handle.
template <class T>
using Wide =
    std::enable_if_t<sizeof(T) == 16 && alignof(T) >= 16 && std::is_trivially_copyable<T>::value,
                     T>;

/// Puts `value` at `address` if `expected` is there; says what was there. Sequentially consistent, which costs
/// nothing more on x86 and keeps the compiler from moving other accesses across it.
template <class Bits>
SIMT_INLINE Bits swap_bits(Bits* address, Bits expected, Bits value) {
  __atomic_compare_exchange_n(address, &expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return expected;
}

// g++ would call libatomic.
SIMT_INLINE Bits128 swap_bits(Bits128* address, Bits128 expected, Bits128 value) {
  auto low = static_cast<std::uint64_t>(expected);
  auto high = static_cast<std::uint64_t>(expected >> 64);
  __asm__ __volatile__("lock cmpxchg16b %0"
                       : "+m"(*address), "+a"(low), "+d"(high)
                       : "b"(static_cast<std::uint64_t>(value)),
                         "c"(static_cast<std::uint64_t>(value >> 64))
                       : "memory", "cc");
  return Bits128{high} << 64 | low;
}

/// The bits at `address`, to begin a loop of compare-and-swaps with: need not be of one moment.
template <class Bits>
SIMT_INLINE Bits first_guess(const Bits* address) {
  return __atomic_load_n(address, __ATOMIC_RELAXED);
}

SIMT_INLINE Bits128 first_guess(const Bits128*) { return 0; }

struct Add {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return static_cast<T>(old + value);
  }
};

// Integers wrap around.
struct Sub {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    using Bits = BitsOf<T>;
    return static_cast<T>(static_cast<Bits>(old) - static_cast<Bits>(value));
  }
};

struct Exchange {
  template <class T>
  static SIMT_INLINE T apply(T, T value) {
    return value;
  }
};

struct Min {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return value < old ? value : old;
  }
};

struct Max {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old < value ? value : old;
  }
};

/// Counts up to `value`, then starts again at 0.
struct Increment {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old >= value ? 0 : old + 1;
  }
};

/// Counts down to 0, then starts again at `value`.
struct Decrement {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old == 0 || old > value ? value : old - 1;
  }
};

struct And {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old & value;
  }
};

struct Or {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old | value;
  }
};

struct Xor {
  template <class T>
  static SIMT_INLINE T apply(T old, T value) {
    return old ^ value;
  }
};

template <class Bits>
SIMT_INLINE void atomic_done(const Bits* address, Bits old, Bits next, Bits operand, Site site) {
  if (old != next) {
    atomic_changed(site);
  } else {
    atomic_idle(reinterpret_cast<std::uintptr_t>(address) ^ static_cast<std::uint64_t>(operand)
                                                                << 20,
                site);
  }
}

/// *address = Operation(*address, value), atomically; returns the old value.
template <class Operation, class T>
SIMT_INLINE T update(T* address, T value, Site site) {
  using Bits = BitsOf<T>;
  auto* place = reinterpret_cast<Bits*>(address);
  if constexpr (std::is_same<Operation, Add>::value && std::is_integral<T>::value) {
    const Bits old = __atomic_fetch_add(place, static_cast<Bits>(value), __ATOMIC_SEQ_CST);
    atomic_done(place, old, static_cast<Bits>(old + static_cast<Bits>(value)), Bits{0}, site);
    return static_cast<T>(old);
  } else {
    Bits old = first_guess(place);
    for (;;) {
      const T next = Operation::apply(bit_cast<T>(old), value);
      const Bits seen = swap_bits(place, old, bit_cast<Bits>(next));
      if (seen == old) {
        atomic_done(place, old, bit_cast<Bits>(next), bit_cast<Bits>(value), site);
        return bit_cast<T>(old);
      }
      old = seen;
    }
  }
}

/// Puts `value` at `address` if `expected` is there, bit for bit; returns what was there.
template <class T>
SIMT_INLINE T compare_and_swap(T* address, T expected, T value, Site site) {
  using Bits = BitsOf<T>;
  auto* place = reinterpret_cast<Bits*>(address);
  const auto wanted = bit_cast<Bits>(value);
  const Bits old = swap_bits(place, bit_cast<Bits>(expected), wanted);
  atomic_done(place, old, old == bit_cast<Bits>(expected) ? wanted : old, wanted, site);
  return bit_cast<T>(old);
}

/// The two for structs, which callers hand over by reference to a copy of their own: g++ does not instrument loads
/// of structs that a call takes by value, so only this part may be a call.
template <class Operation, unsigned flags, class T>
SIMT_DEVICE T update_noted(T* address, const T& value, Site site) {
  SIMT_NOTE(address, sizeof(T), Access::Atomic, flags);
  return update<Operation>(address, value, site);
}

template <unsigned flags, class T>
SIMT_DEVICE T compare_and_swap_noted(T* address, const T& expected, const T& value, Site site) {
  SIMT_NOTE(address, sizeof(T), Access::Atomic, flags);
  return compare_and_swap(address, expected, value, site);
}

}  // namespace simt
