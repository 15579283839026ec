// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Who takes part in an atomic, a barrier or a pipeline: what <cuda/...> headers share.

#include <cstddef>

#include "simt/access.hpp"

namespace cuda {

enum thread_scope {
  thread_scope_system = 0,
  thread_scope_device = 1,
  thread_scope_block = 2,
  thread_scope_thread = 10
};

/// A size with the promise that both ends of the copy are aligned to kAlignment and the size is a multiple of it.
template <std::size_t kAlignment>
struct aligned_size_t {
  static constexpr std::size_t align = kAlignment;
  std::size_t value;

  explicit constexpr aligned_size_t(std::size_t size) : value(size) {}
  constexpr operator std::size_t() const { return value; }
};

}  // namespace cuda

namespace simt {

constexpr unsigned scope_flags(cuda::thread_scope scope) {
  return scope == cuda::thread_scope_block || scope == cuda::thread_scope_thread ? kBlockScope
                                                                                 : kPlain;
}

}  // namespace simt
