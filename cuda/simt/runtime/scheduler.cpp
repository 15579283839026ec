// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The heart: how the threads of a block take turns on one OS thread.
///
/// A fiber is a stack that runs device threads one after another until one of them has to wait: that thread
/// keeps the stack, and the next threads run on another. So a kernel without barriers is a plain loop on one
/// stack, and each thread of a kernel with barriers ends up on a stack of its own. Whoever waits jumps
/// straight to the next that can run; no central loop is asked.
#include <numeric>
#include <utility>

#include "runtime/check/events.hpp"
#include "runtime/fault.hpp"
#include "runtime/gate.hpp"
#include "runtime/watchdog.hpp"
#include "runtime/worker.hpp"

// The program sees these as const (simt/core.hpp).
__thread uint3 simt_thread_idx __asm__("threadIdx");
__thread uint3 simt_block_idx __asm__("blockIdx");
__thread dim3 simt_block_dim __asm__("blockDim");
__thread dim3 simt_grid_dim __asm__("gridDim");

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
  simt_thread_idx = thread.index;
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
    if (++simt_thread_idx.x == width) simt_thread_idx = current->index;
  }
  block.alive = 0;
}

/// Gives `block` the shape of `launch`: done once for all blocks of the launch that this worker runs.
void prepare(Block& block, Launch& launch) {
  block.threads.assign(launch.threads, {});
  block.warps.assign((launch.threads + 31) / 32, {});
  uint3 index{0, 0, 0};
  for (unsigned rank = 0; rank < launch.threads; ++rank) {
    Thread& thread = block.threads[rank];
    Warp& warp = block.warps[rank / 32];
    thread.block = &block;
    thread.warp = &warp;
    thread.index = index;
    thread.rank = static_cast<std::uint16_t>(rank);
    thread.lane = static_cast<std::uint8_t>(rank % 32);
    warp.block = &block;
    warp.number = rank / 32;
    warp.lanes[thread.lane] = &thread;
    if (++index.x == launch.block.x) {
      index.x = 0;
      if (++index.y == launch.block.y) {
        index.y = 0;
        ++index.z;
      }
    }
  }
}

void reset_warps(Block& block) {
  for (Warp& warp : block.warps) {
    const unsigned lanes = block.alive - 32 * warp.number;
    warp.alive = warp.runnable = lanes >= 32 ? ~0U : (1U << lanes) - 1;
    warp.at_active_mask = 0;
    warp.open = nullptr;
  }
}

void open_books(Block& block) {
  reset_warps(block);
  block.arrived = block.at_grid = 0;
  block.votes = 0;
  block.mixed_sites = false;
  block.ready = block.spinning = block.at_barrier = {};
  for (NamedBarrier& barrier : block.named) barrier = {};
  for (Thread& thread : block.threads) thread.fiber = nullptr;
}

void shuffle_threads(Block& block) {
  block.order.resize(block.threads.size());
  std::iota(block.order.begin(), block.order.end(), std::uint16_t{0});
  for (std::size_t i = block.order.size(); i > 1; --i) {
    std::swap(block.order[i - 1], block.order[next_random() % i]);
  }
}

void begin(Block& block, std::uint64_t rank) {
  const dim3 grid = block.launch->grid;
  block.rank = rank;
  block.index.x = static_cast<unsigned>(rank);
  if (grid.y != 1 || grid.z != 1) {
    block.index = {static_cast<unsigned>(rank % grid.x), static_cast<unsigned>(rank / grid.x % grid.y),
                   static_cast<unsigned>(rank / grid.x / grid.y)};
  }
  simt_block_idx = block.index;
  block.alive = static_cast<unsigned>(block.threads.size());
  block.started = 0;
  block.plain = !checked && !shuffled();
  if (block.plain) return;
  open_books(block);
  if (shuffled()) shuffle_threads(block);
}

/// Takes back the stacks of threads that a fault left in the middle.
void abandon_threads(Block& block) {
  for (Thread& thread : block.threads) {
    if (thread.fiber == nullptr) continue;
    restart_fiber(*thread.fiber);
    block.worker->idle.push_back(std::exchange(thread.fiber, nullptr));
  }
}

}  // namespace

void fiber_main() {
  Worker& worker = this_worker();  // a stack never leaves its OS thread
  Block& block = worker.block;
  for (;;) {
    Fiber& self = *worker.active;
    if (block.plain) run_plainly(block);
    while (block.ready.empty() && block.started < block.threads.size()) run_next_thread(block, self);
    worker.idle.push_back(&self);
    take(turn_to(block.ready.empty() ? worker.main : next_fiber(block), worker));
  }
}

void promote(Block& block) {
  block.plain = false;
  open_books(block);
  for (unsigned rank = 0; rank + 1 < block.started; ++rank) {
    Thread& exited = block.threads[rank];
    exited.waiting = Waiting::Exited;
    exited.warp->alive &= ~(1U << exited.lane);
    exited.warp->runnable = exited.warp->alive;
  }
  block.alive -= block.started - 1;
  current->fiber = block.worker->active;
  current->waiting = Waiting::Nothing;
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
  simt_block_dim = launch.block;
  simt_grid_dim = launch.grid;
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
