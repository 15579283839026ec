// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The heart: how the threads of a block take turns on one OS thread.
///
/// A fiber is a stack that runs device threads one after another until one of them has to wait: that thread
/// keeps the stack, and the next threads run on another. So a kernel without barriers is a plain loop on one
/// stack, and each thread of a kernel with barriers ends up on a stack of its own. Whoever waits jumps
/// straight to the next that can run; no central loop is asked.
#include <utility>

#include "runtime/async_copy.hpp"
#include "runtime/block.hpp"
#include "runtime/check/events.hpp"
#include "runtime/fault.hpp"
#include "runtime/gate.hpp"
#include "runtime/watchdog.hpp"

namespace simt {

__thread Thread* current = nullptr;

Worker& this_worker() {
  // Never destroyed: the watchdog reads it, and stacks of ours may outlive an OS thread.
  static thread_local Worker& worker = *new Worker;
  return worker;
}

namespace {

void become(Thread& thread) {
  current = &thread;
  thread_index = thread.index;
}

Fiber& idle_fiber(Worker& worker) {
  if (worker.idle.empty()) return *new_fiber();
  Fiber& fiber = *worker.idle.back();
  worker.idle.pop_back();
  return fiber;
}

/// Where to go when the running stack has nothing to do.
Fiber& next_fiber(Block& block) {
  if (!block.ready.empty()) {
    Thread& thread = *block.ready.pop();
    become(thread);
    return *thread.fiber;
  }
  Worker& worker = *block.worker;
  return block.started == block.threads.size() ? worker.main : idle_fiber(worker);
}

Turn turn_to(Fiber& target, Worker& worker) {
  count_turn(worker);
  return {std::exchange(worker.active, &target), &target};
}

void thread_exited(Thread& thread) {
  Block& block = *thread.block;
  Warp& warp = *thread.warp;
  const unsigned bit = 1U << thread.lane;
  if (thread.copies != nullptr) finish_copies(thread);
  thread.waiting = Waiting::Exited;
  thread.fiber = nullptr;
  ++block.progress;
  --block.alive;
  warp.alive &= ~bit;
  warp.runnable &= ~bit;
  if (checked) check::exited(thread);
  if (warp.open != nullptr || (warp.at_active_mask != 0 && warp.runnable == 0)) lane_exited(warp);
  if (block.arrived != 0) try_open_barrier(block);
}

void run_next_thread(Block& block, Fiber& self) {
  const unsigned number = block.started++;
  Thread& thread = block.threads[block.order.empty() ? number : block.order[number]];
  thread.fiber = &self;
  thread.waiting = Waiting::Nothing;
  count_turn(*block.worker);
  become(thread);
  const KernelBody& body = block.launch->body;
  body.entry(body.body);
  thread_exited(thread);
}

/// Runs threads as a plain loop that keeps no books, until one waits for the first time (promote) or all
/// have ended. Not for checked programs, which are told of every exit.
void run_plainly(Block& block) {
  const KernelBody body = block.launch->body;
  const unsigned width = block.launch->block.x;
  const auto threads = static_cast<unsigned>(block.threads.size());
  become(block.threads[0]);
  for (;;) {
    ++block.started;
    body.entry(body.body);
    if (!block.plain) {
      thread_exited(*current);
      return;
    }
    if (block.started == threads) break;
    ++current;
    if (++thread_index.x == width) thread_index = current->index;
  }
  block.alive = 0;
}

}  // namespace

void fiber_main() {
  Worker& worker = this_worker();  // a stack never leaves its OS thread
  Block& block = worker.block;
  for (;;) {
    Fiber& self = *worker.active;
    if (block.plain) run_plainly(block);
    while (block.ready.empty() && block.started < block.threads.size())
      run_next_thread(block, self);
    worker.idle.push_back(&self);
    take(turn_to(block.ready.empty() ? worker.main : next_fiber(block), worker));
  }
}

Turn next_turn(Block& block) { return turn_to(next_fiber(block), *block.worker); }

Turn wait_turn(Thread& thread, Waiting why, Site site) {
  thread.waiting = why;
  thread.site = site;
  Warp& warp = *thread.warp;
  warp.runnable &= ~(1U << thread.lane);
  if (warp.runnable == 0 && warp.at_active_mask != 0) lane_exited(warp);
  return next_turn(*thread.block);
}

void make_ready(Thread& thread) {
  thread.waiting = Waiting::Nothing;
  thread.warp->runnable |= 1U << thread.lane;
  thread.block->ready.push(&thread);
}

void run_block(Launch& launch, std::uint64_t rank) {
  Worker& worker = this_worker();
  Block& block = worker.block;
  watch(worker);
  catch_faults();
  block.worker = &worker;
  block_dimensions = launch.block;
  grid_dimensions = launch.grid;
  if (worker.prepared != launch.number) {
    prepare(block, launch);
    worker.prepared = launch.number;
  }
  block.launch = &launch;
  begin(block, rank);
  if (checked) check::block_begins(block);
  do {
    take(block.plain ? turn_to(idle_fiber(worker), worker) : next_turn(block));
    current = nullptr;
  } while (block.alive != 0 && find_work(block));
  if (block.alive != 0) abandon_threads(block);
  if (checked) check::block_ends(block);
}

void abandon_launch(int error) {
  Block& block = *self().block;
  int none = 0;
  block.launch->error.compare_exchange_strong(none, error);
  take(turn_to(block.worker->main, *block.worker));
  __builtin_unreachable();
}

}  // namespace simt
