// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Blocks in parallel, each on an OS thread of its own from its start to its end.
///
/// A block holds a permit while it runs. One that can only wait for other blocks (it polls, or stands at
/// grid.sync()) hands its permit to a block that has not begun, or else to one that has cause to go on. If
/// nobody has, nobody ever will: a deadlock.
#include "runtime/gate.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <numeric>
#include <thread>

#include "runtime/check/events.hpp"
#include "runtime/deadlock.hpp"
#include "runtime/settings.hpp"
#include "runtime/worker.hpp"

namespace simt {
namespace {

/// A block that gave its permit away.
struct Waiter {
  Block& block;
  bool for_grid;
  std::uint64_t grid_syncs;
  bool granted = false;
  std::condition_variable turn = {};
};

/// An OS thread that waits for something to do.
struct Helper {
  Launch* task = nullptr;
  std::condition_variable wake;
};

struct Gate {
  std::mutex lock;
  std::condition_variable all_done;
  std::deque<Waiter*> waiters;   // first come, first served
  std::vector<Helper*> helpers;  // idle ones
  unsigned running = 0;          // blocks, or workers between blocks, that hold a permit
  unsigned busy_helpers = 0;
  std::uint64_t epoch = 1;           // see epoch_of
  std::atomic<unsigned> waiting{0};  // size of `waiters`, for those who do not hold the lock
  std::uint64_t quiet_epoch = 0;     // the epoch in which nobody had cause to go on, and since when
  std::chrono::steady_clock::time_point quiet_since = {};
  std::vector<std::uint32_t> order;  // of blocks, if shuffled
};

Gate& gate() {
  // Never destroyed: helpers wait in it when the process ends.
  static Gate& the_gate = *new Gate;
  return the_gate;
}

void take_blocks(Launch& launch);

void help(Helper& self) {
  Gate& g = gate();
  std::unique_lock lock(g.lock);
  for (;;) {
    self.wake.wait(lock, [&] { return self.task != nullptr; });
    Launch& launch = *self.task;
    lock.unlock();
    take_blocks(launch);
    lock.lock();
    self.task = nullptr;
    g.helpers.push_back(&self);
    if (--g.busy_helpers == 0) g.all_done.notify_all();
  }
}

/// Another OS thread takes blocks of `launch`, with a permit. The lock is held.
void start_helper(Gate& g, Launch& launch) {
  ++g.running;
  ++g.busy_helpers;
  if (g.helpers.empty()) {
    auto* helper = new Helper;
    helper->task = &launch;
    std::thread([helper] { help(*helper); }).detach();
    return;
  }
  Helper& helper = *g.helpers.back();
  g.helpers.pop_back();
  helper.task = &launch;
  helper.wake.notify_one();
}

/// Grows whenever some block got on or ended, since whoever ends one takes the next turn. The lock is held.
std::uint64_t epoch_of(const Gate& g, const Launch& launch) {
  return g.epoch + launch.next_block.load();
}

bool has_cause(const Gate& g, const Waiter& waiter) {
  const Launch& launch = *waiter.block.launch;
  if (launch.error.load() != 0) return true;
  return waiter.for_grid ? waiter.grid_syncs != launch.grid_syncs
                         : waiter.block.epoch != epoch_of(g, launch);
}

void grant(Gate& g, const std::deque<Waiter*>::iterator& place) {
  Waiter& waiter = **place;
  g.waiters.erase(place);
  --g.waiting;
  ++g.running;
  waiter.granted = true;
  waiter.turn.notify_one();
}

/// Whether some block got on in the last second. A loop of atomics that change nothing may be a poll or work (a
/// maximum over equal numbers): it goes on for so long before it counts as a deadlock.
bool patient(Gate& g, const Launch& launch) {
  const auto now = std::chrono::steady_clock::now();
  if (g.quiet_epoch != epoch_of(g, launch)) {
    g.quiet_epoch = epoch_of(g, launch);
    g.quiet_since = now;
  }
  return now - g.quiet_since < std::chrono::seconds(1);
}

/// Gives free permits away. The lock is held.
void hand_over(Gate& g, Launch& launch) {
  while (g.running < worker_limit()) {
    const bool more = launch.next_block.load() < launch.blocks && launch.error.load() == 0;
    if (more) {
      start_helper(g, launch);
      continue;
    }
    const auto place = std::find_if(g.waiters.begin(), g.waiters.end(),
                                    [&](const Waiter* waiter) { return has_cause(g, *waiter); });
    if (place != g.waiters.end()) {
      grant(g, place);
    } else if (g.running == 0 && !g.waiters.empty()) {
      const auto poller = std::find_if(g.waiters.begin(), g.waiters.end(),
                                       [](const Waiter* waiter) { return !waiter->for_grid; });
      const bool again = poller != g.waiters.end() && patient(g, launch);
      launch.deadlocked = !again;
      grant(g, again ? poller : g.waiters.begin());
    } else {
      return;
    }
  }
}

std::uint64_t block_number(const Gate& g, std::uint64_t turn) {
  return g.order.empty() ? turn : g.order[turn];
}

void take_blocks(Launch& launch) {
  Gate& g = gate();
  while (launch.error.load(std::memory_order_relaxed) == 0) {
    const std::uint64_t turn = launch.next_block.fetch_add(1);
    if (turn >= launch.blocks) break;
    run_block(launch, block_number(g, turn));
    if (g.waiting.load() == 0) continue;
    const std::lock_guard lock(g.lock);
    hand_over(g, launch);
  }
  const std::lock_guard lock(g.lock);
  --g.running;
  hand_over(g, launch);
}

/// Waits until the gate lets `block` go on. The lock is held.
void hold(Gate& g, std::unique_lock<std::mutex>& lock, Block& block, bool for_grid) {
  Waiter waiter{block, for_grid, block.launch->grid_syncs};
  g.waiters.push_back(&waiter);
  ++g.waiting;
  --g.running;
  hand_over(g, *block.launch);
  waiter.turn.wait(lock, [&] { return waiter.granted; });
}

/// All living threads of the block stand at grid.sync(): waits for the other blocks.
void pass_grid_barrier(Block& block) {
  Gate& g = gate();
  Launch& launch = *block.launch;
  std::unique_lock lock(g.lock);
  if (++launch.at_grid == launch.blocks) {
    launch.at_grid = 0;
    ++launch.grid_syncs;
    ++g.epoch;
  } else {
    hold(g, lock, block, true);
  }
}

void release_grid_waiters(Block& block) {
  block.at_grid = 0;
  if (checked) check::grid_synced(block);
  for (Thread& thread : block.threads) {
    if (thread.waiting == Waiting::Grid) make_ready(thread);
  }
}

/// Threads that poll get another turn: at once if the block got on since their last one, else after others did.
void poll_again(Block& block) {
  Gate& g = gate();
  if (block.polled == block.progress) {
    std::unique_lock lock(g.lock);
    const Launch& launch = *block.launch;
    if (block.epoch == epoch_of(g, launch)) hold(g, lock, block, false);
    block.epoch = epoch_of(g, launch);
  } else {
    // What the others wait for may have been done by this block.
    std::lock_guard lock(g.lock);
    ++g.epoch;
    block.epoch = epoch_of(g, *block.launch);
  }
  block.polled = block.progress;
  make_all_ready(block, block.spinning);
}

}  // namespace

unsigned worker_limit() {
  static const unsigned limit = checked ? 1 : settings().workers;
  return limit;
}

bool find_work(Block& block) {
  Launch& launch = *block.launch;
  if (launch.error.load() != 0) return false;
  if (!block.spinning.empty()) {
    poll_again(block);
  } else if (block.at_grid == block.alive && launch.cooperative) {
    pass_grid_barrier(block);
    if (!launch.deadlocked) release_grid_waiters(block);
  } else {
    launch.deadlocked = true;
  }
  if (launch.error.load() != 0) return false;
  if (launch.deadlocked) report_deadlock(block);
  return !launch.deadlocked;
}

void run_grid(Launch& launch) {
  Gate& g = gate();
  const auto workers =
      static_cast<unsigned>(std::min<std::uint64_t>(worker_limit(), launch.blocks));
  {
    std::lock_guard lock(g.lock);
    g.order.clear();
    if (shuffled()) {
      g.order.resize(launch.blocks);
      std::iota(g.order.begin(), g.order.end(), 0U);
      for (std::size_t i = g.order.size(); i > 1; --i) {
        std::swap(g.order[i - 1], g.order[next_random() % i]);
      }
    }
    g.running = 1;
    for (unsigned i = 1; i < workers; ++i) start_helper(g, launch);
  }
  take_blocks(launch);
  std::unique_lock lock(g.lock);
  g.all_done.wait(lock, [&] { return g.busy_helpers == 0; });
}

}  // namespace simt
