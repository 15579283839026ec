// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Begin and end of launches and blocks.
#include <memory>

#include "runtime/check/async.hpp"
#include "runtime/check/copies.hpp"
#include "runtime/check/events.hpp"
#include "runtime/check/finish.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/check/objects.hpp"
#include "runtime/check/options.hpp"
#include "runtime/check/race.hpp"
#include "runtime/check/sync.hpp"
#include "runtime/counters/counters.hpp"
#include "runtime/order.hpp"

namespace simt::check {
namespace {

/// States of blocks that have ended, for those to come.
std::vector<std::unique_ptr<BlockState>>& idle_blocks() {
  static std::vector<std::unique_ptr<BlockState>> blocks;
  return blocks;
}

std::unique_ptr<BlockState> take_block_state() {
  if (idle_blocks().empty()) return std::make_unique<BlockState>();
  std::unique_ptr<BlockState> state = std::move(idle_blocks().back());
  idle_blocks().pop_back();
  return state;
}

void reset(BlockState& state, const Block& block, LaunchState& launch) {
  state.id = keys().add_block(launch.index, block.index);
  state.grid_base = 0;
  state.grid_syncs = 0;
  state.launch = &launch;
  state.warps = static_cast<unsigned>(block.warps.size());
  if (state.has_clocks || state.threads.size() != block.threads.size()) {
    state.threads.clear();
    state.threads.resize(block.threads.size());
  }
  state.has_clocks = false;
}

/// Where everything before the launch that `launch` begins is known to be complete.
void find_order(LaunchState& launch) {
  const auto& launches = keys().launches();
  launch.ordered_key = keys().next();
  if (!launches.empty()) {
    const LaunchRecord& last = launches.back();
    launch.all_ordered = last.all_ordered && happens_before(last.operation, launch.operation);
    for (std::size_t i = launches.size(); i-- > 0 && !launch.all_ordered;) {
      if (!happens_before(launches[i].operation, launch.operation))
        launch.ordered_key = launches[i].first_key;
    }
    // Each may be ordered before this one, though not among each other.
    launch.all_ordered = launch.ordered_key == keys().next();
  }
}

}  // namespace

void launch_begins(Launch& launch) {
  map_global_spaces();
  if (keys().nearly_used_up()) {
    forget_all_accesses();
    keys().restart();
  }
  auto* state = new LaunchState;
  launch.check = state;
  state->operation = begin_operation(launch.stream);
  state->blocks = launch.blocks;
  find_order(*state);
  if (state->all_ordered) forget_releases();
  begin_launch_copies(*state);
  const dim3 size = launch.block;
  state->index = keys().add_launch({launch.kernel.name,
                                    launch.number,
                                    state->operation,
                                    launch.site,
                                    {size.x, size.y, size.z},
                                    0,
                                    state->all_ordered});
  if (counters::on) counters::launch_begins(launch);
}

void launch_ends(Launch& launch) {
  if (launch.error.load() != 0) note_launch_fault();
  settle_suspicion();
  delete launch.check;
  launch.check = nullptr;
  if (counters::on) counters::launch_ends(launch);
}

void block_begins(Block& block) {
  settle_suspicion();
  map_shared_space();
  std::unique_ptr<BlockState> state = take_block_state();
  LaunchState& launch = *block.launch->check;
  reset(*state, block, launch);
  for (std::size_t i = 0; i < block.threads.size(); ++i) {
    ThreadState& thread = state->threads[i];
    thread.block = state.get();
    thread.rank = block.threads[i].rank;
    thread.lane_bit = 1U << (thread.rank % 32);
    thread.global_base = launch.ordered_key;
    block.threads[i].check = &thread;
  }
  reset_shared_variables(block.launch->dynamic_shared);
  begin_block_order(*state);
  block.check = state.release();
  if (counters::on) counters::block_begins(block);
}

void block_ends(Block& block) {
  settle_suspicion();
  forget_pending_copies(*block.check);
  idle_blocks().emplace_back(block.check);
  block.check = nullptr;
  for (Thread& thread : block.threads) thread.check = nullptr;
  if (counters::on) counters::block_ends(block);
}

void exited(Thread& thread) {
  settle_suspicion();
  if (counters::on) counters::exited(thread);
}

}  // namespace simt::check
