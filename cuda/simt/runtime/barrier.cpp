// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief __syncthreads and its relatives: the threads of a block wait for each other.
#include "runtime/check/events.hpp"
#include "runtime/worker.hpp"

namespace simt {
namespace {

/// All living threads have come, but some have exited, or they stand at different barriers.
void report_divergence(Block& block) {
  for (Thread* thread = block.at_barrier.first; thread != nullptr; thread = thread->next) {
    check::divergent_barrier(*thread, thread->site);
  }
}

void open_barrier(Block& block) {
  if (checked) {
    if (block.mixed_sites || block.alive != block.threads.size()) report_divergence(block);
    check::block_synced(block);
  }
  ++block.progress;
  block.passed_votes = block.votes;
  block.passed = block.arrived;
  block.arrived = 0;
  block.votes = 0;
  block.mixed_sites = false;
  if (shuffled()) shuffle(block.at_barrier);
  for (Warp& warp : block.warps) warp.runnable = warp.alive;
  block.ready.append(block.at_barrier);
}

}  // namespace

void try_open_barrier(Block& block) {
  if (block.arrived == block.alive) open_barrier(block);
}

Turn come_to_barrier(bool predicate, Site site) {
  Thread& thread = self();
  Block& block = *thread.block;
  thread.site = site;
  if (block.arrived != 0 && !same_place(block.at_barrier.first->site, site))
    block.mixed_sites = true;
  block.at_barrier.push(&thread);
  block.votes += predicate ? 1 : 0;
  if (++block.arrived < block.alive) return wait_turn(thread, Waiting::Barrier, site);
  open_barrier(block);
  return next_turn(block);
}

int barrier_result(Vote vote) {
  // The next barrier opens only once every thread has come by here.
  const Block& block = *current->block;
  switch (vote) {
    case Vote::Count:
      return block.passed_votes;
    case Vote::And:
      return block.passed_votes == static_cast<int>(block.passed) ? 1 : 0;
    case Vote::Or:
      return block.passed_votes != 0 ? 1 : 0;
    case Vote::None:
      break;
  }
  return 0;
}

}  // namespace simt
