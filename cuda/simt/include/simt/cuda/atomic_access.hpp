// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What cuda::atomic and cuda::atomic_ref do to memory, told to the checkers with their memory order.

#include <atomic>
#include <cstring>
#include <type_traits>

#include "simt/access.hpp"
#include "simt/atomic_update.hpp"
#include "simt/cuda/scope.hpp"

namespace simt {

constexpr unsigned order_flags(std::memory_order order) {
  switch (order) {
    case std::memory_order_relaxed:
      return kPlain;
    case std::memory_order_consume:
    case std::memory_order_acquire:
      return kAcquire;
    case std::memory_order_release:
      return kRelease;
    default:
      return kAcquire | kRelease;
  }
}

inline namespace SIMT_MODE {

/// One atomic access of the object at `place`: how it is ordered, who sees it, where in the program it is.
template <class T>
struct AtomicAccess {
  T* place;
  unsigned flags;
  Site site;
  const void* pc;

  SIMT_DEVICE void note(unsigned more = kPlain) const {
#ifdef SIMT_CHECKED
    note_access(place, sizeof(T), Access::Atomic, flags | more, pc);
#else
    (void)more;
#endif
  }

  /// Whoever changes nothing may be polling.
  SIMT_DEVICE void done(bool changed) const {
    if (changed) {
      atomic_changed(site);
    } else {
      atomic_idle(reinterpret_cast<std::uintptr_t>(place), site);
    }
  }

  SIMT_DEVICE T load() const {
    note(kAtomicLoad);
    std::remove_cv_t<T> value;
    __atomic_load(place, &value, __ATOMIC_SEQ_CST);
    done(false);
    return value;
  }

  SIMT_DEVICE void store(T value) const {
    note(kAtomicStore);
    __atomic_store(place, &value, __ATOMIC_SEQ_CST);
    done(true);
  }

  SIMT_DEVICE T exchange(T value) const {
    note();
    T old;
    __atomic_exchange(place, &value, &old, __ATOMIC_SEQ_CST);
    done(std::memcmp(&old, &value, sizeof(T)) != 0);
    return old;
  }

  SIMT_DEVICE bool compare_exchange(T& expected, T value) const {
    note();
    const bool swapped = __atomic_compare_exchange(place, &expected, &value, false,
                                                   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    done(swapped);
    return swapped;
  }

  /// *place = operation(*place, value); the old value.
  template <class Operation, class Value>
  SIMT_DEVICE T fetch(Operation operation, Value value) const {
    note();
    T old;
    __atomic_load(place, &old, __ATOMIC_RELAXED);
    T next = operation(old, value);
    while (
        !__atomic_compare_exchange(place, &old, &next, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {
      next = operation(old, value);
    }
    done(std::memcmp(&old, &next, sizeof(T)) != 0);
    return old;
  }

  /// Polls until the value is another one.
  SIMT_DEVICE void wait(T old) const {
    for (;;) {
      const T now = load();
      if (std::memcmp(&now, &old, sizeof(T)) != 0) return;
      if (in_kernel()) spin(site);
    }
  }
};

}  // namespace SIMT_MODE
}  // namespace simt
