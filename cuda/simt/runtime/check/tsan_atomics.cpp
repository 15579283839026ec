// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What g++'s -fsanitize=thread makes of std::atomic and the __atomic builtins: the operation itself, and
///        for device code a note of it.
#include <cstdint>

#include "runtime/check/access.hpp"
#include "simt/access.hpp"

// The names are the compiler's.
// NOLINTBEGIN(bugprone-reserved-identifier)

namespace simt::check {
namespace {

unsigned order_flags(int order) {
  switch (order) {
    case __ATOMIC_CONSUME:
    case __ATOMIC_ACQUIRE:
      return kAcquire;
    case __ATOMIC_RELEASE:
      return kRelease;
    case __ATOMIC_ACQ_REL:
    case __ATOMIC_SEQ_CST:
      return kAcquire | kRelease;
    default:
      return kPlain;
  }
}

inline void note(
    const volatile void* address, std::size_t size, unsigned flags, int order, const void* pc) {
  if (current == nullptr) return;
  note_access(const_cast<const void*>(address), size, Access::Atomic, flags | order_flags(order),
              pc);
}

}  // namespace
}  // namespace simt::check

#define SIMT_NOTE_ATOMIC(address, flags, order) \
  simt::check::note((address), sizeof(*(address)), (flags), (order), __builtin_return_address(0))

#define SIMT_FETCH(bits, type, name, builtin)                                        \
  type __tsan_atomic##bits##_##name(volatile type* address, type value, int order) { \
    SIMT_NOTE_ATOMIC(address, simt::kPlain, order);                                  \
    return builtin(address, value, __ATOMIC_SEQ_CST);                                \
  }

#define SIMT_ATOMIC(bits, type)                                                               \
  type __tsan_atomic##bits##_load(const volatile type* address, int order) {                  \
    SIMT_NOTE_ATOMIC(address, simt::kAtomicLoad, order);                                      \
    return __atomic_load_n(address, __ATOMIC_SEQ_CST);                                        \
  }                                                                                           \
  void __tsan_atomic##bits##_store(volatile type* address, type value, int order) {           \
    SIMT_NOTE_ATOMIC(address, simt::kAtomicStore, order);                                     \
    __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                       \
  }                                                                                           \
  SIMT_FETCH(bits, type, exchange, __atomic_exchange_n)                                       \
  SIMT_FETCH(bits, type, fetch_add, __atomic_fetch_add)                                       \
  SIMT_FETCH(bits, type, fetch_sub, __atomic_fetch_sub)                                       \
  SIMT_FETCH(bits, type, fetch_and, __atomic_fetch_and)                                       \
  SIMT_FETCH(bits, type, fetch_or, __atomic_fetch_or)                                         \
  SIMT_FETCH(bits, type, fetch_xor, __atomic_fetch_xor)                                       \
  SIMT_FETCH(bits, type, fetch_nand, __atomic_fetch_nand)                                     \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile type* address, type* expected,   \
                                                    type value, int order, int /*failure*/) { \
    SIMT_NOTE_ATOMIC(address, simt::kPlain, order);                                           \
    return __atomic_compare_exchange_n(address, expected, value, false, __ATOMIC_SEQ_CST,     \
                                       __ATOMIC_SEQ_CST);                                     \
  }                                                                                           \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile type* address, type* expected,     \
                                                  type value, int order, int /*failure*/) {   \
    SIMT_NOTE_ATOMIC(address, simt::kPlain, order);                                           \
    return __atomic_compare_exchange_n(address, expected, value, true, __ATOMIC_SEQ_CST,      \
                                       __ATOMIC_SEQ_CST);                                     \
  }                                                                                           \
  type __tsan_atomic##bits##_compare_exchange_val(volatile type* address, type expected,      \
                                                  type value, int order, int /*failure*/) {   \
    SIMT_NOTE_ATOMIC(address, simt::kPlain, order);                                           \
    __atomic_compare_exchange_n(address, &expected, value, false, __ATOMIC_SEQ_CST,           \
                                __ATOMIC_SEQ_CST);                                            \
    return expected;                                                                          \
  }

extern "C" {
SIMT_ATOMIC(8, std::uint8_t)
SIMT_ATOMIC(16, std::uint16_t)
SIMT_ATOMIC(32, std::uint32_t)
SIMT_ATOMIC(64, std::uint64_t)
void __tsan_atomic_thread_fence(int order) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  if (simt::current != nullptr && order != __ATOMIC_RELAXED)
    simt::fence(simt::Scope::Device, {nullptr, 0});
}
void __tsan_atomic_signal_fence(int /*order*/) { __atomic_signal_fence(__ATOMIC_SEQ_CST); }
}

// NOLINTEND(bugprone-reserved-identifier)
