// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What synchronisation, fences and atomics teach the race checker.
#include "runtime/check/sync.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "runtime/check/access.hpp"
#include "runtime/check/events.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/counters/counters.hpp"

namespace simt::check {
namespace {

/// What was released into a variable (or object): to everybody, and to one block by fences of its scope.
struct Released {
  ClockPointer to_device;
  ClockPointer to_block;
  BlockId block = 0;
};

/// By address.
std::map<std::uintptr_t, Released>& released_variables() {
  static std::map<std::uintptr_t, Released> variables;
  return variables;
}

void set_key(ThreadState& thread, Key key) {
  thread.key = key;
  thread.tag = make_tag(key, thread.rank / 32, 0);
}

/// What a thread had done, and what its barriers had told it, by then; not what it had learned otherwise.
void add_entries(std::vector<Clock::Entry>& entries,
                 const ThreadState& thread,
                 Key key,
                 Key block_base,
                 Key warp_base) {
  const BlockId block = thread.block->id;
  entries.push_back({Clock::of_block(block), block_base});
  entries.push_back({Clock::of_thread(block, thread.rank), key});
  if (warp_base <= block_base) return;
  const unsigned first = thread.rank / 32 * 32;
  for (unsigned lane = 0; lane < 32; ++lane) {
    entries.push_back({Clock::of_thread(block, first + lane), warp_base - 1});
  }
}

/// What several threads know, together.
class Sum {
 public:
  void add(const ClockPointer& clock) { clock_ = join(clock_, clock); }
  void add(const ThreadState& thread) {
    add_entries(entries_, thread, thread.key, thread.block_base, thread.warp_base);
    add(thread.learned);
  }
  void add(const ThreadState& thread, const FenceRecord& fence) {
    if (!fence.set) return;
    add_entries(entries_, thread, fence.key, fence.block_base, fence.warp_base);
    add(fence.learned);
  }
  ClockPointer clock() {
    clock_ = join(clock_, std::move(entries_));
    entries_.clear();
    return clock_;
  }

 private:
  ClockPointer clock_;
  std::vector<Clock::Entry> entries_;
};

/// Threads that meet share what they have learned, and what their fences cover: each of them may release it now.
void share_clocks(const std::vector<ThreadState*>& threads, bool accesses_too) {
  Sum learned;
  Sum device;
  Sum block;
  for (ThreadState* thread : threads) {
    learned.add(thread->learned);
    if (accesses_too) learned.add(*thread);
    device.add(thread->device_fenced);
    device.add(*thread, thread->device_fence);
    block.add(thread->block_fenced);
    block.add(*thread, thread->block_fence);
  }
  const ClockPointer all_learned = learned.clock();
  const ClockPointer all_device = device.clock();
  const ClockPointer all_block = block.clock();
  for (ThreadState* thread : threads) {
    thread->learned = all_learned;
    thread->device_fenced = all_device;
    thread->block_fenced = all_block;
    thread->device_fence = {};
    thread->block_fence = {};
  }
}

ClockPointer device_fenced(const ThreadState& thread) {
  Sum sum;
  sum.add(thread.device_fenced);
  sum.add(thread, thread.device_fence);
  return sum.clock();
}

ClockPointer block_fenced(const ThreadState& thread) {
  Sum sum;
  sum.add(thread.block_fenced);
  sum.add(thread, thread.block_fence);
  return sum.clock();
}

ClockPointer everything(const ThreadState& thread) {
  Sum sum;
  sum.add(thread);
  return sum.clock();
}

void learn(ThreadState& thread, const ClockPointer& clock) {
  if (clock == nullptr || clock == thread.learned) return;
  thread.learned = join(thread.learned, clock);
  thread.block->has_clocks = true;
}

void acquire(ThreadState& thread, std::uintptr_t address) {
  if (released_variables().empty()) return;
  const auto found = released_variables().find(address);
  if (found == released_variables().end()) return;
  learn(thread, found->second.to_device);
  if (found->second.block == thread.block->id) learn(thread, found->second.to_block);
}

void add_release(std::uintptr_t address,
                 BlockId block,
                 const ClockPointer& device,
                 const ClockPointer& in_block) {
  if (device == nullptr && in_block == nullptr) return;
  Released& released = released_variables()[address];
  if (device != nullptr) released.to_device = join(device, released.to_device);
  if (in_block == nullptr) return;
  if (released.block != block) released.to_block = nullptr;
  released.block = block;
  released.to_block = join(in_block, released.to_block);
}

void release_by_access(Thread& thread, const AccessInfo& info) {
  ThreadState& self = *thread.check;
  // A plain value that overwrites a released one ends its chain; an atomic update continues it.
  const bool store = info.access == Access::Write || (info.flags & kAtomicStore) != 0;
  if (store && !released_variables().empty()) released_variables().erase(info.address);
  const bool block_scope = (info.flags & kBlockScope) != 0;
  if ((info.flags & kRelease) != 0) {
    const ClockPointer all = everything(self);
    add_release(info.address, self.block->id, block_scope ? nullptr : all,
                block_scope ? all : nullptr);
    renew_key(thread);
    return;
  }
  if (!self.block->has_clocks) return;
  const ClockPointer device = device_fenced(self);
  const ClockPointer in_block = block_fenced(self);
  if (block_scope) {
    add_release(info.address, self.block->id, nullptr, join(in_block, device));
  } else {
    add_release(info.address, self.block->id, device, in_block);
  }
}

/// Every thread of the block gets a key that its warp shares.
void new_epoch(BlockState& block) {
  const Key first = keys().take(block.id, block.warps);
  const LaunchState& launch = *block.launch;
  const bool alone = launch.all_ordered && launch.blocks == 1;
  for (ThreadState& thread : block.threads) {
    set_key(thread, first + thread.rank / 32);
    thread.block_base = first;
    thread.warp_base = first;
    if (alone) thread.global_base = first;
  }
}

std::vector<ThreadState*> all_threads(BlockState& block) {
  std::vector<ThreadState*> threads;
  threads.reserve(block.threads.size());
  for (ThreadState& thread : block.threads) threads.push_back(&thread);
  return threads;
}

/// A part of the block met; `threads` know all that any of them did.
void meet(BlockState& block, const std::vector<ThreadState*>& threads, bool whole_warp) {
  if (block.has_clocks || !whole_warp) {
    share_clocks(threads, !whole_warp);
    block.has_clocks = true;
  }
  // Lanes of one warp share the new key.
  Key key = 0;
  unsigned warp = ~0U;
  for (ThreadState* thread : threads) {
    if (thread->rank / 32 != warp) key = keys().take(block.id, 1);
    warp = thread->rank / 32;
    set_key(*thread, key);
    if (whole_warp) thread->warp_base = key;
  }
}

}  // namespace

void begin_block_order(BlockState& block) {
  if (shared_memory.ready() && !released_variables().empty()) {
    auto& variables = released_variables();
    variables.erase(variables.lower_bound(shared_memory.begin()),
                    variables.lower_bound(shared_memory.begin() + shared_memory.size()));
  }
  new_epoch(block);
}

void forget_releases() { released_variables().clear(); }

void renew_key(Thread& thread) { set_key(*thread.check, keys().take(thread.check->block->id, 1)); }

void order_by_access(Thread& thread, const AccessInfo& info) {
  const bool reads = info.access == Access::Read ||
                     (info.access == Access::Atomic && (info.flags & kAtomicStore) == 0);
  if (reads) acquire(*thread.check, info.address);
  if (is_write(info)) release_by_access(thread, info);
}

void block_synced(Block& block) {
  settle_suspicion();
  if (counters::on) counters::block_synced(block);
  if (block.check->has_clocks) share_clocks(all_threads(*block.check), false);
  new_epoch(*block.check);
}

void group_synced(Block& block, const ThreadQueue& threads) {
  settle_suspicion();
  if (counters::on) counters::group_synced(block, threads);
  std::vector<ThreadState*> states;
  for (const Thread* thread = threads.first; thread != nullptr; thread = thread->next) {
    states.push_back(thread->check);
  }
  std::sort(states.begin(), states.end(),
            [](const ThreadState* a, const ThreadState* b) { return a->rank < b->rank; });
  meet(*block.check, states, false);
}

void grid_synced(Block& block) {
  settle_suspicion();
  if (counters::on) counters::grid_synced(block);
  BlockState& state = *block.check;
  LaunchState& launch = *state.launch;
  if (state.has_clocks) share_clocks(all_threads(state), false);
  if (launch.grid_keys.size() <= state.grid_syncs) launch.grid_keys.push_back(keys().next());
  state.grid_base = launch.grid_keys[state.grid_syncs++];
  new_epoch(state);
  if (!launch.all_ordered) return;
  for (ThreadState& thread : state.threads) {
    if (thread.global_base < state.grid_base) thread.global_base = state.grid_base;
  }
}

void gathered(Warp& warp, const Gathering& gathering) {
  if (counters::on) counters::gathered(warp, gathering);
  if (gathering.op != WarpOp::Sync) return;
  settle_suspicion();
  std::vector<ThreadState*> states;
  for (unsigned lane = 0; lane < 32; ++lane) {
    if ((gathering.present >> lane & 1U) != 0) states.push_back(warp.lanes[lane]->check);
  }
  if (states.size() > 1) meet(*warp.block->check, states, gathering.present == warp.alive);
}

void fenced(Thread& thread, Scope scope, Site site) {
  settle_suspicion();
  if (counters::on) counters::fenced(thread, site);
  ThreadState& self = *thread.check;
  FenceRecord& fence = scope == Scope::Block ? self.block_fence : self.device_fence;
  fence = {true, self.key, self.block_base, self.warp_base, self.learned};
  self.block->has_clocks = true;
  renew_key(thread);
}

void released(Thread& thread, const void* object) {
  add_release(reinterpret_cast<std::uintptr_t>(object), thread.check->block->id,
              everything(*thread.check), nullptr);
  renew_key(thread);
}

void acquired(Thread& thread, const void* object) {
  acquire(*thread.check, reinterpret_cast<std::uintptr_t>(object));
}

}  // namespace simt::check
