// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Namespace cuda::std: the host's standard library, but atomics that the checkers know.

#include "simt/cuda/atomic.hpp"

namespace cuda::std {

using namespace ::std;

using ::cuda::atomic_flag;
using ::cuda::atomic_signal_fence;
using ::cuda::atomic_thread_fence;
template <class T>
using atomic = ::cuda::atomic<T, ::cuda::thread_scope_system>;
template <class T>
using atomic_ref = ::cuda::atomic_ref<T, ::cuda::thread_scope_system>;

#if __cplusplus < 202002L
/// Of C++20, which CUDA's library has in C++17, too.
template <class To, class From>
constexpr To bit_cast(const From& from) {
  return __builtin_bit_cast(To, from);
}
#endif

}  // namespace cuda::std
