// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Block barriers: __syncthreads and its relatives, numbered barriers, grid.sync(), and polling.
#include <cstring>

#include "runtime/check/events.hpp"
#include "runtime/worker.hpp"

namespace simt {
namespace {

bool same_place(Site a, Site b) {
  return a.line == b.line && (a.file == b.file || std::strcmp(a.file, b.file) == 0);
}

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

void open_named_barrier(Block& block, NamedBarrier& barrier) {
  if (checked) check::group_synced(block, barrier.waiting);
  ++block.progress;
  barrier.arrived = 0;
  make_all_ready(block, barrier.waiting);
}

}  // namespace

void try_open_barrier(Block& block) {
  if (block.arrived == block.alive) open_barrier(block);
}

Turn come_to_barrier(bool predicate, Site site) {
  Thread& thread = self();
  Block& block = *thread.block;
  thread.site = site;
  if (block.arrived != 0 && !same_place(block.at_barrier.first->site, site)) block.mixed_sites = true;
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
    case Vote::Count: return block.passed_votes;
    case Vote::And: return block.passed_votes == static_cast<int>(block.passed) ? 1 : 0;
    case Vote::Or: return block.passed_votes != 0 ? 1 : 0;
    case Vote::None: break;
  }
  return 0;
}

void named_barrier(int id, unsigned threads, Site site) {
  Thread& thread = self();
  Block& block = *thread.block;
  NamedBarrier& barrier = block.named[id & 31];
  barrier.waiting.push(&thread);
  if (++barrier.arrived < (threads == 0 ? block.alive : threads)) {
    take(wait_turn(thread, Waiting::NamedBarrier, site));
  } else {
    open_named_barrier(block, barrier);
    take(next_turn(block));
  }
}

void grid_barrier(Site site) {
  Thread& thread = self();
  if (!cooperative_launch()) unsupported("grid.sync() in a launch that is not cooperative", site);
  ++thread.block->at_grid;
  take(wait_turn(thread, Waiting::Grid, site));
}

void fence(Scope scope, Site site) {
  Block& block = *current->block;
  ++block.progress;  // what was written before is meant to be seen
  if (checked) check::fenced(*current, scope, site);
  if (block.ready.empty()) return;
  block.ready.push(current);
  take(next_turn(block));
}

void spin(Site site) {
  Thread& thread = self();
  thread.block->spinning.push(&thread);
  take(wait_turn(thread, Waiting::Spin, site));
}

void shuffle(ThreadQueue& queue) {
  std::vector<Thread*> threads;
  while (!queue.empty()) threads.push_back(queue.pop());
  for (std::size_t i = threads.size(); i > 1; --i) std::swap(threads[i - 1], threads[next_random() % i]);
  for (Thread* thread : threads) queue.push(thread);
}

void make_all_ready(Block& block, ThreadQueue& waiting) {
  if (shuffled()) shuffle(waiting);
  for (Thread* thread = waiting.first; thread != nullptr; thread = thread->next) {
    thread->waiting = Waiting::Nothing;
    thread->warp->runnable |= 1U << thread->lane;
  }
  block.ready.append(waiting);
}

}  // namespace simt
