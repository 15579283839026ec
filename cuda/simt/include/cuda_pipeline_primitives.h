// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief __pipeline_memcpy_async() and its waits: asynchronous copies of single threads.

#include <cstddef>

#include "simt/async_copy.hpp"

/// Copies `size` (4, 8 or 16) bytes to shared memory; the last `zeros` of them are zero instead.
SIMT_DEVICE void __pipeline_memcpy_async(void* to,
                                         const void* from,
                                         std::size_t size,
                                         std::size_t zeros = 0) {
  simt::issue_copy(to, from, size - zeros, zeros, SIMT_PC);
}

/// Closes a group of copies.
SIMT_DEVICE void __pipeline_commit() { simt::commit_copies(); }

/// The caller's groups land, all but the newest `newer`.
SIMT_DEVICE void __pipeline_wait_prior(std::size_t newer) {
  simt::wait_copies(static_cast<unsigned>(newer));
}
