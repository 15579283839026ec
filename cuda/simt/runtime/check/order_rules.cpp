// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Happens-before: what program order, barriers, warp synchronisation, fences with atomics, and memory orders put in order.
#include "runtime/check/keys.hpp"
#include "runtime/check/state.hpp"
#include "runtime/order.hpp"

namespace simt::check {
namespace {

/// Both in the block of `thread`, after its last barrier.
bool came_before_in_block(Key key, unsigned rank, const ThreadState& thread) {
  if (rank == thread.rank || key < thread.block_base) return true;
  if (rank / 32 == thread.rank / 32 && key < thread.warp_base) return true;
  return thread.learned != nullptr &&
         thread.learned->find(Clock::of_thread(thread.block->id, rank)) >= key;
}

/// In two blocks of one launch.
bool came_before_in_grid(Key key, BlockId owner, unsigned rank, const ThreadState& thread) {
  if (key < thread.block->grid_base) return true;
  if (thread.learned == nullptr) return false;
  return thread.learned->find(Clock::of_block(owner)) > key ||
         thread.learned->find(Clock::of_thread(owner, rank)) >= key;
}

}  // namespace

bool came_before(Key key, unsigned rank, bool shared, const ThreadState& thread) {
  if (shared) return came_before_in_block(key, rank, thread);
  const LaunchState& launch = *thread.block->launch;
  if (key < launch.ordered_key) return true;
  const BlockId owner = keys().owner(key);
  if (owner == thread.block->id) return came_before_in_block(key, rank, thread);
  const std::uint32_t other = keys().block(owner).launch;
  if (other == launch.index) return came_before_in_grid(key, owner, rank, thread);
  return happens_before(keys().launch(other).operation, launch.operation);
}

}  // namespace simt::check
