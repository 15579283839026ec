// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's atomic functions: atomicAdd() to atomicXor() with their _block and _system forms, as real atomics
///        of the host, since blocks run in parallel. All return the old value.

#include "simt/atomic_update.hpp"
#include "vector_functions.h"

// One function for each scope. Only the block's scope matters to the checkers.
#define SIMT_ATOMIC_SCOPED(name, type, operation, flags)                            \
  SIMT_DEVICE type name(type* address, type value, ::simt::Site site = SIMT_HERE) { \
    SIMT_NOTE(address, sizeof(type), ::simt::Access::Atomic, flags);                \
    return ::simt::update<::simt::operation>(address, value, site);                 \
  }
#define SIMT_ATOMIC(name, type, operation)                               \
  SIMT_ATOMIC_SCOPED(name, type, operation, ::simt::kPlain)              \
  SIMT_ATOMIC_SCOPED(name##_block, type, operation, ::simt::kBlockScope) \
  SIMT_ATOMIC_SCOPED(name##_system, type, operation, ::simt::kPlain)
#define SIMT_ATOMIC_CAS_SCOPED(name, type, flags)                                                  \
  SIMT_DEVICE type name(type* address, type expected, type value, ::simt::Site site = SIMT_HERE) { \
    SIMT_NOTE(address, sizeof(type), ::simt::Access::Atomic, flags);                               \
    return ::simt::compare_and_swap(address, expected, value, site);                               \
  }
#define SIMT_ATOMIC_CAS(type)                                        \
  SIMT_ATOMIC_CAS_SCOPED(atomicCAS, type, ::simt::kPlain)            \
  SIMT_ATOMIC_CAS_SCOPED(atomicCAS_block, type, ::simt::kBlockScope) \
  SIMT_ATOMIC_CAS_SCOPED(atomicCAS_system, type, ::simt::kPlain)

// clang-format off
SIMT_ATOMIC(atomicAdd, int, Add)
SIMT_ATOMIC(atomicAdd, unsigned int, Add)
SIMT_ATOMIC(atomicAdd, unsigned long long int, Add)
SIMT_ATOMIC(atomicAdd, float, Add)
SIMT_ATOMIC(atomicAdd, double, Add)
SIMT_ATOMIC(atomicSub, int, Sub)
SIMT_ATOMIC(atomicSub, unsigned int, Sub)
SIMT_ATOMIC(atomicExch, int, Exchange)
SIMT_ATOMIC(atomicExch, unsigned int, Exchange)
SIMT_ATOMIC(atomicExch, unsigned long long int, Exchange)
SIMT_ATOMIC(atomicExch, float, Exchange)
SIMT_ATOMIC(atomicMin, int, Min)
SIMT_ATOMIC(atomicMin, unsigned int, Min)
SIMT_ATOMIC(atomicMin, long long int, Min)
SIMT_ATOMIC(atomicMin, unsigned long long int, Min)
SIMT_ATOMIC(atomicMax, int, Max)
SIMT_ATOMIC(atomicMax, unsigned int, Max)
SIMT_ATOMIC(atomicMax, long long int, Max)
SIMT_ATOMIC(atomicMax, unsigned long long int, Max)
SIMT_ATOMIC(atomicInc, unsigned int, Increment)
SIMT_ATOMIC(atomicDec, unsigned int, Decrement)
SIMT_ATOMIC(atomicAnd, int, And)
SIMT_ATOMIC(atomicAnd, unsigned int, And)
SIMT_ATOMIC(atomicAnd, long long int, And)
SIMT_ATOMIC(atomicAnd, unsigned long long int, And)
SIMT_ATOMIC(atomicOr, int, Or)
SIMT_ATOMIC(atomicOr, unsigned int, Or)
SIMT_ATOMIC(atomicOr, long long int, Or)
SIMT_ATOMIC(atomicOr, unsigned long long int, Or)
SIMT_ATOMIC(atomicXor, int, Xor)
SIMT_ATOMIC(atomicXor, unsigned int, Xor)
SIMT_ATOMIC(atomicXor, long long int, Xor)
SIMT_ATOMIC(atomicXor, unsigned long long int, Xor)
SIMT_ATOMIC_CAS(int)
SIMT_ATOMIC_CAS(unsigned int)
SIMT_ATOMIC_CAS(unsigned long long int)
SIMT_ATOMIC_CAS(unsigned short int)
// clang-format on

namespace simt {

template <unsigned flags>
SIMT_DEVICE void add_elements(
    float* address, const float* values, float* old, int count, Site site) {
  SIMT_NOTE(address, sizeof(float) * static_cast<std::size_t>(count), Access::Atomic, flags);
  for (int i = 0; i < count; ++i) old[i] = update<Add>(address + i, values[i], site);
}

}  // namespace simt

// Vectors: each element is added atomically, the whole is not.
#define SIMT_ATOMIC_VECTOR(name, flags)                                                   \
  SIMT_INLINE float2 name(float2* address, float2 value, ::simt::Site site = SIMT_HERE) { \
    const float values[2] = {value.x, value.y};                                           \
    float old[2];                                                                         \
    ::simt::add_elements<flags>(&address->x, values, old, 2, site);                       \
    return make_float2(old[0], old[1]);                                                   \
  }                                                                                       \
  SIMT_INLINE float4 name(float4* address, float4 value, ::simt::Site site = SIMT_HERE) { \
    const float values[4] = {value.x, value.y, value.z, value.w};                         \
    float old[4];                                                                         \
    ::simt::add_elements<flags>(&address->x, values, old, 4, site);                       \
    return make_float4(old[0], old[1], old[2], old[3]);                                   \
  }
SIMT_ATOMIC_VECTOR(atomicAdd, ::simt::kPlain)
SIMT_ATOMIC_VECTOR(atomicAdd_block, ::simt::kBlockScope)
SIMT_ATOMIC_VECTOR(atomicAdd_system, ::simt::kPlain)

// 16 bytes at once (sm_90), for any trivially copyable type of that size and alignment.
#define SIMT_ATOMIC_WIDE(suffix, flags)                                           \
  template <class T>                                                              \
  SIMT_INLINE ::simt::Wide<T> atomicCAS##suffix(T* address, T expected, T value,  \
                                                ::simt::Site site = SIMT_HERE) {  \
    return ::simt::compare_and_swap_noted<flags>(address, expected, value, site); \
  }                                                                               \
  template <class T>                                                              \
  SIMT_INLINE ::simt::Wide<T> atomicExch##suffix(T* address, T value,             \
                                                 ::simt::Site site = SIMT_HERE) { \
    return ::simt::update_noted<::simt::Exchange, flags>(address, value, site);   \
  }
SIMT_ATOMIC_WIDE(, ::simt::kPlain)
SIMT_ATOMIC_WIDE(_block, ::simt::kBlockScope)
SIMT_ATOMIC_WIDE(_system, ::simt::kPlain)

#undef SIMT_ATOMIC_WIDE
#undef SIMT_ATOMIC_VECTOR
#undef SIMT_ATOMIC_CAS
#undef SIMT_ATOMIC_CAS_SCOPED
#undef SIMT_ATOMIC
#undef SIMT_ATOMIC_SCOPED
