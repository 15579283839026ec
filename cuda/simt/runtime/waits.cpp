// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Further ways to wait: barriers with a number, grid.sync(), fences, polling, __activemask.
#include <utility>
#include <vector>

#include "runtime/check/events.hpp"
#include "runtime/worker.hpp"

namespace simt {
namespace {

void open_named_barrier(Block& block, NamedBarrier& barrier) {
  if (checked) check::group_synced(block, barrier.waiting);
  ++block.progress;
  barrier.arrived = 0;
  make_all_ready(block, barrier.waiting);
}

}  // namespace

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
  if (current == nullptr) return;  // host code, which waits for another host thread
  Thread& thread = self();
  thread.block->spinning.push(&thread);
  take(wait_turn(thread, Waiting::Spin, site));
}

void shuffle(ThreadQueue& queue) {
  std::vector<Thread*> threads;
  while (!queue.empty()) threads.push_back(queue.pop());
  for (std::size_t i = threads.size(); i > 1; --i)
    std::swap(threads[i - 1], threads[next_random() % i]);
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

void release_active_masks(Warp& warp) {
  unsigned left = warp.at_active_mask;
  warp.at_active_mask = 0;
  while (left != 0) {
    const Site site = warp.lanes[__builtin_ctz(left)]->site;
    unsigned together = 0;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((left >> lane & 1U) != 0 && same_place(warp.lanes[lane]->site, site))
        together |= 1U << lane;
    }
    left &= ~together;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((together >> lane & 1U) == 0) continue;
      warp.lanes[lane]->mask_result = together;
      make_ready(*warp.lanes[lane]);
    }
  }
}

unsigned active_mask(Site site) {
  Thread& thread = self();
  thread.site = site;
  thread.warp->at_active_mask |= 1U << thread.lane;
  take(wait_turn(thread, Waiting::ActiveMask, site));
  return thread.mask_result;
}

}  // namespace simt
