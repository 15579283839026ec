// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief A worker: an OS thread that runs one block at a time, its threads as fibers.

#include <atomic>
#include <cstdint>
#include <cstring>
#include <vector>

#include "runtime/fiber.hpp"
#include "runtime/machine.hpp"

namespace simt {

/// One for each OS thread that runs blocks.
struct Worker {
  Fiber main;                           ///< the OS thread's own stack
  Fiber* active = &main;                ///< the stack it is on
  std::vector<Fiber*> idle;             ///< stacks without a thread
  Block block;                          ///< the one block, recycled
  std::atomic<std::uint64_t> turns{0};  ///< how often threads began or took turns; for the watchdog
  unsigned prepared = 0;                ///< number of the launch whose shape `block` has
  bool watched = false;                 ///< known to the watchdog
};

/// Counts a turn; only the worker's own OS thread writes.
inline void count_turn(Worker& worker) {
  worker.turns.store(worker.turns.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

/// The worker of this OS thread.
Worker& this_worker();

/// Runs block number `rank` of `launch` to its end on this OS thread.
void run_block(Launch& launch, std::uint64_t rank);

/// No lane of `warp` can run any more: those that stand at one place in __activemask are the active ones there.
void release_active_masks(Warp& warp);

/// Completes what lacks nobody any more after a lane of `warp` has exited or begun to wait.
void lane_exited(Warp& warp);

/// Whether two sites are one source line.
inline bool same_place(Site a, Site b) {
  return a.line == b.line && (a.file == b.file || std::strcmp(a.file, b.file) == 0);
}

// --- taking turns ----------------------------------------------------------------------------------------

/// The current thread is ready itself, or waits in some queue or list: who runs next? A thread that is ready,
/// or one that has not begun, or else run_block(), which finds out why nobody can.
Turn next_turn(Block& block);

/// The current thread waits for `why` in a queue or list of the caller's, until make_ready(): who runs next?
Turn wait_turn(Thread& thread, Waiting why, Site site);

/// A thread that waited may go on.
void make_ready(Thread& thread);

/// All of `waiting` may go on, in their order.
void make_all_ready(Block& block, ThreadQueue& waiting);

/// The barrier opens if all living threads have come. Called when one has exited.
void try_open_barrier(Block& block);

/// Whether SIMT_SEED asks for shuffled order.
bool shuffled();
/// Puts the queue in random order.
void shuffle(ThreadQueue& queue);
/// The next random number.
std::uint32_t next_random();

}  // namespace simt
