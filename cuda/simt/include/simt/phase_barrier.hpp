// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The barrier object in memory that cuda::barrier, cuda::pipeline and latches are made of: a count of
///        arrivals that completes a phase and starts the next.

#include <cstdint>

#include "simt/core.hpp"

namespace simt {

/// Trivial, as variables in shared memory must be; init_barrier() comes first. Atomic: device-wide ones are used
/// by blocks on several OS threads.
struct alignas(8) PhaseBarrier {
  std::uint64_t state;
};

/// What the last arrival of a phase runs before the others go on.
struct Completion {
  void (*run)(void* function);
  void* function;
};

void init_barrier(PhaseBarrier& barrier, unsigned expected, const void* pc);

/// `count` arrivals; the phase they belong to. With `drop` that many are expected no more in later phases.
unsigned arrive_at_barrier(
    PhaseBarrier& barrier, unsigned count, bool drop, Completion completion, const void* pc);

/// Whether `phase` is over. Wait polls until then.
bool barrier_passed(PhaseBarrier& barrier, unsigned phase, const void* pc);
void wait_at_barrier(PhaseBarrier& barrier, unsigned phase, Site site, const void* pc);

/// Only the lowest bit of the phase counts, as in the hardware's try_wait.parity.
bool barrier_parity_passed(PhaseBarrier& barrier, bool parity, const void* pc);
void wait_at_barrier_parity(PhaseBarrier& barrier, bool parity, Site site, const void* pc);

/// The phase waits for so many more bytes (fewer, if negative) of bulk copies.
void expect_bytes(PhaseBarrier& barrier, int bytes, Completion completion, const void* pc);

}  // namespace simt
