// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cuda::atomic, cuda::atomic_ref, cuda::atomic_flag and fences, with CUDA's scopes.

#include <atomic>
#include <cstddef>
#include <type_traits>

#include "simt/cuda/atomic_access.hpp"
#include "simt/cuda/scope.hpp"

namespace cuda {

using ::std::memory_order;
using ::std::memory_order_acq_rel;
using ::std::memory_order_acquire;
using ::std::memory_order_consume;
using ::std::memory_order_relaxed;
using ::std::memory_order_release;
using ::std::memory_order_seq_cst;

inline namespace SIMT_MODE {

/// Every operation of atomics: on the object that `Self::place()` says.
template <class Self, class T, thread_scope kScope>
class AtomicOperations {
  using Difference = ::std::conditional_t<::std::is_pointer_v<T>, ::std::ptrdiff_t, T>;
  static constexpr auto kOrdered = ::std::memory_order_seq_cst;

 public:
  using value_type = T;
  static constexpr bool is_always_lock_free = sizeof(T) <= 8;
  SIMT_DEVICE bool is_lock_free() const { return sizeof(T) <= 8; }

  SIMT_DEVICE T load(memory_order order = kOrdered, simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).load();
  }
  SIMT_DEVICE void store(T value,
                         memory_order order = kOrdered,
                         simt::Site site = SIMT_HERE) const {
    at(order, site, SIMT_PC).store(value);
  }
  SIMT_DEVICE T exchange(T value,
                         memory_order order = kOrdered,
                         simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).exchange(value);
  }
  SIMT_DEVICE bool compare_exchange_weak(T& expected,
                                         T value,
                                         memory_order order = kOrdered,
                                         simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).compare_exchange(expected, value);
  }
  SIMT_DEVICE bool compare_exchange_strong(T& expected,
                                           T value,
                                           memory_order order = kOrdered,
                                           simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).compare_exchange(expected, value);
  }
  SIMT_DEVICE bool compare_exchange_weak(
      T& expected, T value, memory_order order, memory_order, simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).compare_exchange(expected, value);
  }
  SIMT_DEVICE bool compare_exchange_strong(
      T& expected, T value, memory_order order, memory_order, simt::Site site = SIMT_HERE) const {
    return at(order, site, SIMT_PC).compare_exchange(expected, value);
  }

#define SIMT_FETCH(name, Value, operation)                                                    \
  SIMT_DEVICE T name(Value value, memory_order order = kOrdered, simt::Site site = SIMT_HERE) \
      const {                                                                                 \
    return at(order, site, SIMT_PC)                                                           \
        .fetch([](T a, Value b) { return static_cast<T>(operation); }, value);                \
  }
  SIMT_FETCH(fetch_add, Difference, a + b)
  SIMT_FETCH(fetch_sub, Difference, a - b)
  SIMT_FETCH(fetch_and, T, a& b)
  SIMT_FETCH(fetch_or, T, a | b)
  SIMT_FETCH(fetch_xor, T, a ^ b)
  SIMT_FETCH(fetch_min, T, b < a ? b : a)
  SIMT_FETCH(fetch_max, T, a < b ? b : a)
#undef SIMT_FETCH

  SIMT_DEVICE void wait(T old, memory_order order = kOrdered, simt::Site site = SIMT_HERE) const {
    at(order, site, SIMT_PC).wait(old);
  }
  SIMT_DEVICE void notify_one() const {}
  SIMT_DEVICE void notify_all() const {}

  // Operators can't be told their line; the program counter is.
  SIMT_DEVICE operator T() const { return at(kOrdered, {"", 0}, SIMT_PC).load(); }
#define SIMT_OPERATOR(name, parameters, Value, value, operation, result)                     \
  SIMT_DEVICE T operator name(parameters) const {                                            \
    const T old = at(kOrdered, {"", 0}, SIMT_PC)                                             \
                      .fetch([](T a, Value b) { return static_cast<T>(operation); }, value); \
    return result;                                                                           \
  }
  SIMT_OPERATOR(++, , int, 1, a + static_cast<Difference>(b), static_cast<T>(old + 1))
  SIMT_OPERATOR(--, , int, 1, a - static_cast<Difference>(b), static_cast<T>(old - 1))
  SIMT_OPERATOR(++, int, int, 1, a + static_cast<Difference>(b), old)
  SIMT_OPERATOR(--, int, int, 1, a - static_cast<Difference>(b), old)
  SIMT_OPERATOR(+=, Difference operand, Difference, operand, a + b, static_cast<T>(old + operand))
  SIMT_OPERATOR(-=, Difference operand, Difference, operand, a - b, static_cast<T>(old - operand))
  SIMT_OPERATOR(&=, T operand, T, operand, a& b, static_cast<T>(old& operand))
  SIMT_OPERATOR(|=, T operand, T, operand, a | b, static_cast<T>(old | operand))
  SIMT_OPERATOR(^=, T operand, T, operand, a ^ b, static_cast<T>(old ^ operand))
#undef SIMT_OPERATOR

 protected:
  SIMT_DEVICE simt::AtomicAccess<T> at(memory_order order, simt::Site site, const void* pc) const {
    T* place = static_cast<const Self*>(this)->place();
    return {place, simt::order_flags(order) | simt::scope_flags(kScope), site, pc};
  }
};

template <class T, thread_scope kScope = thread_scope_system>
class atomic : public AtomicOperations<atomic<T, kScope>, T, kScope> {
  using Operations = AtomicOperations<atomic, T, kScope>;

 public:
  atomic() = default;
  constexpr atomic(T value) : value_(value) {}
  atomic(const atomic&) = delete;
  atomic& operator=(const atomic&) = delete;
  SIMT_DEVICE T operator=(T value) {
    Operations::at(memory_order_seq_cst, {"", 0}, SIMT_PC).store(value);
    return value;
  }

  /// The emulator's own.
  SIMT_DEVICE T* place() const { return const_cast<T*>(&value_); }

 private:
  alignas(sizeof(T)) T value_;
};

/// Atomic access to an object that is none.
template <class T, thread_scope kScope = thread_scope_system>
class atomic_ref : public AtomicOperations<atomic_ref<T, kScope>, T, kScope> {
  using Operations = AtomicOperations<atomic_ref, T, kScope>;

 public:
  static constexpr ::std::size_t required_alignment = sizeof(T);

  explicit SIMT_DEVICE atomic_ref(T& object) : object_(&object) {}
  atomic_ref(const atomic_ref&) = default;
  atomic_ref& operator=(const atomic_ref&) = delete;
  SIMT_DEVICE T operator=(T value) const {
    Operations::at(memory_order_seq_cst, {"", 0}, SIMT_PC).store(value);
    return value;
  }

  SIMT_DEVICE T* place() const { return object_; }

 private:
  T* object_;
};

class atomic_flag {
 public:
  constexpr atomic_flag() : set_(0) {}

  SIMT_DEVICE bool test_and_set(memory_order order = memory_order_seq_cst,
                                simt::Site site = SIMT_HERE) {
    return at(order, site, SIMT_PC).exchange(1) != 0;
  }
  SIMT_DEVICE void clear(memory_order order = memory_order_seq_cst, simt::Site site = SIMT_HERE) {
    at(order, site, SIMT_PC).store(0);
  }
  SIMT_DEVICE bool test(memory_order order = memory_order_seq_cst, simt::Site site = SIMT_HERE) {
    return at(order, site, SIMT_PC).load() != 0;
  }

 private:
  SIMT_DEVICE simt::AtomicAccess<int> at(memory_order order, simt::Site site, const void* pc) {
    return {&set_, simt::order_flags(order), site, pc};
  }
  int set_;
};

SIMT_DEVICE void atomic_thread_fence(memory_order order,
                                     thread_scope scope = thread_scope_system,
                                     simt::Site site = SIMT_HERE) {
  ::std::atomic_thread_fence(::std::memory_order_seq_cst);
  if (order == memory_order_relaxed || !simt::in_kernel()) return;
  switch (scope) {
    case thread_scope_system:
      simt::fence(simt::Scope::System, site);
      break;
    case thread_scope_device:
      simt::fence(simt::Scope::Device, site);
      break;
    case thread_scope_block:
      simt::fence(simt::Scope::Block, site);
      break;
    case thread_scope_thread:
      break;
  }
}

SIMT_DEVICE void atomic_signal_fence(memory_order) {}

}  // namespace SIMT_MODE
}  // namespace cuda
