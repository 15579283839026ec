// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Counters of what the memory system of a GPU would do. The
///        checkers pass on what they are told (`if (counters::on)`), always on the one OS thread that runs device code.

#include "runtime/machine.hpp"

namespace simt::counters {

/// Whether this program counts: it has hooks, and SIMT_COUNTERS names a file.
extern bool on;

/// Called once when a program with hooks starts; sets `on`, and listens to accesses from then on
/// (check::set_access_listener).
void start();

/// A launch is about to run.
void launch_begins(const Launch& launch);
/// It has ended.
void launch_ends(const Launch& launch);
/// A block is about to run.
void block_begins(Block& block);
/// It has ended.
void block_ends(Block& block);

/// All living threads of the block met at its barrier (they stand in `block.at_barrier`), at a numbered barrier, at
/// grid.sync(); called before any goes on.
void block_synced(Block& block);
/// At a numbered barrier.
void group_synced(Block& block, const ThreadQueue& threads);
/// At grid.sync().
void grid_synced(Block& block);
/// A warp operation was completed by the lanes in `gathering.present`.
void gathered(Warp& warp, const Gathering& gathering);
/// A thread came by a fence.
void fenced(Thread& thread, Site site);
/// The thread is no longer among `thread.warp->alive`.
void exited(Thread& thread);
/// The thread issued an asynchronous copy at `pc`; its accesses are told apart from that.
void async_copied(Thread& thread, const void* pc);

/// Writes the file that SIMT_COUNTERS names; once, on any way out.
void write();

}  // namespace simt::counters
