// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The books of a block: who is in it, who has ended.
#include "runtime/block.hpp"

#include <numeric>
#include <utility>

namespace simt {

namespace {

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
  block.epoch = 0;
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

}  // namespace

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

void begin(Block& block, std::uint64_t rank) {
  const dim3 grid = block.launch->grid;
  block.rank = rank;
  block.index.x = static_cast<unsigned>(rank);
  if (grid.y != 1 || grid.z != 1) {
    block.index = {static_cast<unsigned>(rank % grid.x),
                   static_cast<unsigned>(rank / grid.x % grid.y),
                   static_cast<unsigned>(rank / grid.x / grid.y)};
  }
  block_index = block.index;
  block.alive = static_cast<unsigned>(block.threads.size());
  block.started = 0;
  block.plain = !checked && !shuffled();
  if (block.plain) return;
  open_books(block);
  if (shuffled()) shuffle_threads(block);
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

void abandon_threads(Block& block) {
  for (Thread& thread : block.threads) {
    if (thread.fiber == nullptr) continue;
    restart_fiber(*thread.fiber);
    block.worker->idle.push_back(std::exchange(thread.fiber, nullptr));
  }
}

unsigned thread_rank() { return current->rank; }
unsigned lane_id() { return current->lane; }
unsigned warp_id() { return current->rank / 32U; }
unsigned living_lanes() { return self().warp->alive; }
bool in_kernel() { return current != nullptr; }
bool cooperative_launch() { return current->block->launch->cooperative; }
unsigned dynamic_shared_size() {
  return static_cast<unsigned>(current->block->launch->dynamic_shared);
}

}  // namespace simt
