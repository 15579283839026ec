// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Loads and stores with a cache hint (__ldg, __stcs ...), for every type. There is no cache here: they are
///        plain accesses in the caller's body, which the checkers and counters see as the caller's.

#include <type_traits>

#include "simt/atomic_update.hpp"
#include "simt/core.hpp"
#include "simt/inline.hpp"

namespace simt {

/// Keeps the other parameters from taking part in the deduction of T.
template <class T>
struct IdentityType {
  using Type = T;
};
template <class T>
using Identity = typename IdentityType<T>::Type;

}  // namespace simt

#define SIMT_LOAD(name)                  \
  template <class T>                     \
  SIMT_INLINE T name(const T* address) { \
    return *address;                     \
  }
SIMT_LOAD(__ldg)
SIMT_LOAD(__ldcg)
SIMT_LOAD(__ldca)
SIMT_LOAD(__ldcs)
SIMT_LOAD(__ldlu)
#undef SIMT_LOAD

/// Loads anew each time, as a volatile access does: what threads poll with.
template <class T>
SIMT_INLINE T __ldcv(const T* address, ::simt::Site site = SIMT_HERE) {
#ifndef SIMT_CHECKED
  // A checked program's hooks see the polls themselves.
  ::simt::atomic_idle(reinterpret_cast<std::uintptr_t>(address), site);
#else
  static_cast<void>(site);
#endif
  if constexpr (std::is_scalar<T>::value) {
    return *const_cast<const volatile T*>(address);
  } else {
    __asm__ __volatile__("" ::: "memory");
    return *address;
  }
}

#define SIMT_STORE(name)                                         \
  template <class T>                                             \
  SIMT_INLINE void name(T* address, ::simt::Identity<T> value) { \
    *address = value;                                            \
  }
SIMT_STORE(__stwb)
SIMT_STORE(__stcg)
SIMT_STORE(__stcs)
#undef SIMT_STORE

/// Writes through: what other threads wait for.
template <class T>
SIMT_INLINE void __stwt(T* address, ::simt::Identity<T> value) {
  if constexpr (std::is_scalar<T>::value) {
    *const_cast<volatile T*>(address) = value;
  } else {
    *address = value;
    __asm__ __volatile__("" ::: "memory");
  }
}
