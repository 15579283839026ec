// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the scheduler and the runtime API tell the checkers and counters. Called in checked programs only
///        (`if (simt::checked)`), always by the one OS thread that holds the checked program's baton.

#include <cstddef>
#include <cstdint>

#include "runtime/heap.hpp"
#include "runtime/machine.hpp"

namespace simt::check {

/// Sets up the state of a launch, a block (with its warps and threads), and takes it down.
void launch_begins(Launch& launch);
/// The launch has ended, well or not.
void launch_ends(Launch& launch);
/// Its threads are about to run.
void block_begins(Block& block);
/// Its threads have ended.
void block_ends(Block& block);

/// All living threads of the block met at a barrier; called before any goes on.
void block_synced(Block& block);
/// `threads` met at a named barrier.
void group_synced(Block& block, const ThreadQueue& threads);
/// Every block's threads met at grid.sync(); called by each block before its threads go on.
void grid_synced(Block& block);
/// A warp operation was completed by the lanes in `gathering.present`; Sync orders their accesses.
void gathered(Warp& warp, const Gathering& gathering);
/// __threadfence and its relatives.
void fenced(Thread& thread, Scope scope, Site site);
/// The thread has ended.
void exited(Thread& thread);

/// synccheck. Each is called once for each place, at the moment it is seen.
void divergent_barrier(Thread& thread, Site at);  ///< the thread waits, others can't come
/// A warp operation whose mask or source is wrong.
void bad_warp_mask(Thread& thread, Site at, const char* why);
void deadlock(Thread& thread);  ///< nothing can run; thread waits or spins

/// The faults of device code that are not accesses: assert, __trap (a cudaError_t).
void faulted(Thread& thread, int error);

/// Memory, as the runtime API sees it. `operation` is a number of runtime/order.hpp.
void allocated(const Allocation& allocation);
void freed(const Allocation& allocation);  ///< from now on a use after free
void invalid_free(const void* address,
                  Site site,
                  bool twice);  ///< memcheck: double_free, invalid_free
/// A copy or memset: bounds (copy_oob), initialisation (copied along, or copy_uninit to the host), races with
/// launches that are not ordered. A null pointer stands for bytes from nowhere (memset) or host memory not ours.
void copied(
    void* to, const void* from, std::size_t size, unsigned operation, Site site, const char* call);
/// Whether a copy of `size` bytes at `address` stays inside its allocation; if not, reports copy_oob.
bool copy_in_bounds(const void* address, std::size_t size, bool write, Site site, const char* call);
/// apicheck: a call or launch failed by its own fault, not as the echo of a sticky error.
void api_failed(
    int error, const char* error_name, const char* call, Site site, const Launch* launch);

/// Asynchronous copies: from issue to wait the destination holds poison and both ranges are marked.
void async_issued(
    Thread& thread, const void* to, const void* from, std::size_t size, const void* pc);
/// The copy lands now: the marks go, and the write counts as made by the issuing thread at `pc`.
void async_landed(
    Thread& thread, const void* to, const void* from, std::size_t size, const void* pc);

/// Order made by cuda::barrier and other objects that are no block barrier: what `thread` did is released into
/// `object`; what was released into it is learned.
void released(Thread& thread, const void* object);
/// See released().
void acquired(Thread& thread, const void* object);

/// cudaDeviceReset: results so far are written. Memory that is not freed by the end is a leak all the same.
void device_reset();

/// The end of the process, on every way out: leaks, findings, JSON, counters; returns the exit status to use.
int finished(int status);

}  // namespace simt::check
