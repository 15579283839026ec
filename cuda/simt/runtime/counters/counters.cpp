// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What the checkers tell becomes counts. One OS thread at a time comes here (gate.cpp).
#include "runtime/counters/counters.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "runtime/check/access.hpp"
#include "runtime/check/finish.hpp"
#include "runtime/check/objects.hpp"
#include "runtime/counters/global_address.hpp"
#include "runtime/counters/tally.hpp"
#include "runtime/counters/unique_bytes.hpp"
#include "runtime/counters/warp_requests.hpp"
#include "runtime/worker.hpp"

namespace simt::counters {

bool on = false;

namespace {

/// A block in flight.
struct BlockCounts {
  std::vector<WarpRequests> warps;
  std::vector<bool> polls;  ///< the thread has polled, or may have, since the last barrier
};

struct State {
  std::string path;
  std::string device;
  Tally tally;
  bool in_launch = false;
  LaunchCounts launch;  ///< the one that runs
  Instructions instructions;
  ByteSet loaded;
  ByteSet stored;
  std::unordered_map<const Block*, BlockCounts> blocks;
  const Block* recent_block = nullptr;
  BlockCounts* recent_counts = nullptr;
};

State& state() {
  static State* const kept = new State;  // outlives static destructors
  return *kept;
}

BlockCounts& counts_of(const Block& block) {
  State& s = state();
  if (s.recent_block != &block) {
    s.recent_counts = &s.blocks[&block];
    s.recent_block = &block;
  }
  return *s.recent_counts;
}

void count(Counter counter, Site site, std::uint64_t times = 1) {
  State& s = state();
  s.launch.counts[counter] += times;
  s.tally.lines[{s.launch.kernel, 0, site}][counter] += times;
}

Kind kind_of(const check::AccessInfo& info) {
  switch (info.access) {
    case Access::Read:
      return info.shared ? Kind::SharedLoad : Kind::GlobalLoad;
    case Access::Write:
      return info.shared ? Kind::SharedStore : Kind::GlobalStore;
    case Access::Atomic:
      break;
  }
  return info.shared ? Kind::SharedAtomic : Kind::GlobalAtomic;
}

// --- lanes that are far ahead ------------------------------------------------------------------------------

// So many open requests of a warp are looked through for lanes that wait, and make a lane wait for the others.
constexpr std::size_t kLookThrough = 4096;
constexpr std::size_t kFarAhead = 16384;

/// The lanes that can do something before the warp's next common point.
std::uint32_t lanes_to_come(const Warp& warp) {
  std::uint32_t lanes = warp.alive;
  for (unsigned lane = 0; lane < 32; ++lane) {
    if (warp.lanes[lane] != nullptr && warp.lanes[lane]->waiting == Waiting::Barrier) {
      lanes &= ~(1U << lane);
    }
  }
  return lanes;
}

/// Lets the other threads of the block run until they have come as far or wait for this one. Not for a thread that
/// polls: what it does is no progress.
void bound_open_requests(Thread& thread, BlockCounts& block, WarpRequests& requests) {
  if (requests.open() % kLookThrough != 0) return;
  requests.finish_without(state().instructions, lanes_to_come(*thread.warp));
  const bool store_under_way = (check::long_way & check::kSuspicion) != 0;
  if (requests.open() < kFarAhead || block.polls[thread.rank] || store_under_way) return;
  thread.block->spinning.push(&thread);
  ++thread.block->progress;
  take(next_turn(*thread.block));
}

// --- accesses ----------------------------------------------------------------------------------------------

void count_access(Thread& thread,
                  const check::AccessInfo& info,
                  Kind kind,
                  std::uint64_t address,
                  unsigned size) {
  State& s = state();
  const unsigned number = s.instructions.find(info.pc, kind, size);
  Instruction& instruction = s.instructions[number];
  ++instruction.active_lanes;
  if (is_atomic(kind)) return;
  if (kind == Kind::GlobalLoad) s.loaded.insert(address, size);
  if (kind == Kind::GlobalStore) s.stored.insert(address, size);
  BlockCounts& block = counts_of(*thread.block);
  WarpRequests& requests = block.warps[thread.warp->number];
  if (requests.access(s.instructions, number, thread.lane, thread.warp->alive, address)) {
    bound_open_requests(thread, block, requests);
  }
}

void listen(Thread& thread, const check::AccessInfo& info) {
  const Kind kind = kind_of(info);
  std::uint64_t address = info.address;
  if (!info.shared) {
    const std::optional<std::uint64_t> global = global_address(info);
    if (!global) return;
    address = *global;
  }
  if (is_atomic(kind) || (info.flags & kVolatile) != 0) {
    counts_of(*thread.block).polls[thread.rank] = true;
  }
  if (is_atomic(kind)) {
    count_access(thread, info, kind, address,
                 static_cast<unsigned>(std::min<std::size_t>(info.size, 16)));
    return;
  }
  // A struct is copied by 16 bytes at a time.
  constexpr std::size_t kWidest = 16;
  for (std::size_t done = 0; done < info.size; done += kWidest) {
    const auto size = static_cast<unsigned>(std::min(kWidest, info.size - done));
    count_access(thread, info, kind, address + done, size);
  }
}

// --- common points -----------------------------------------------------------------------------------------

void meet(BlockCounts& block, const Warp& warp) {
  block.warps[warp.number].meet(state().instructions);
}

void meet_all(Block& block) {
  BlockCounts& counts = counts_of(block);
  for (const Warp& warp : block.warps) meet(counts, warp);
  counts.polls.assign(block.threads.size(), false);
}

/// The lanes that the warp has had from the beginning.
std::uint32_t all_lanes(const Warp& warp) {
  const std::size_t lanes = warp.block->threads.size() - std::size_t{32} * warp.number;
  return lanes >= 32 ? ~0U : (1U << lanes) - 1;
}

/// `lanes` met, and whoever else `named` has exited. Whether that is a common point of the warp must not depend on
/// which part of it has run first and is gone.
void lanes_met(Warp& warp, std::uint32_t lanes, std::uint32_t named) {
  BlockCounts& block = counts_of(*warp.block);
  if ((all_lanes(warp) & ~named) == 0) {
    meet(block, warp);
  } else {
    block.warps[warp.number].level(lanes);
  }
}

Counter counter_of(WarpOp op) {
  switch (op) {
    case WarpOp::Sync:
      return kWarpSyncs;
    case WarpOp::Shuffle:
      return kShuffles;
    case WarpOp::Vote:
      return kVotes;
    case WarpOp::Match:
      return kMatches;
    case WarpOp::Reduce:
      return kWarpReduces;
    case WarpOp::Ldmatrix:
      return kLdmatrix;
    case WarpOp::Mma:
      return kMma;
  }
  return kCounterCount;
}

/// ldmatrix reads its rows when all lanes have come: one request, a group for each matrix.
void count_rows(const Gathering& gathering) {
  constexpr unsigned kRow = 16;
  const int matrices = gathering.argument[__builtin_ctz(gathering.present)];
  LaneAddresses rows;
  for (unsigned lane = 0; lane < 32 && static_cast<int>(lane) < 8 * matrices; ++lane) {
    if (gathering.in[lane] == nullptr) continue;
    rows.mask |= 1U << lane;
    rows.of[lane] = reinterpret_cast<std::uintptr_t>(gathering.in[lane]);
  }
  const Wavefronts shared = count_wavefronts(rows, kRow);
  count(kSharedLoadRequests, gathering.site);
  count(kSharedLoadWavefronts, gathering.site, shared.wavefronts);
  count(kSharedLoadConflicts, gathering.site, shared.conflicts);
}

/// Sum of the static shared variables that this block's threads came by.
std::uint64_t static_shared_size() {
  std::uint64_t sum = 0;
  for (const check::SharedVariable& variable : check::shared_variables()) {
    if (variable.address != reinterpret_cast<std::uintptr_t>(&dynamic_shared)) sum += variable.size;
  }
  return sum;
}

/// What the instructions did becomes part of the launch's counts and of their lines'.
void close_launch() {
  State& s = state();
  if (!s.in_launch) return;
  s.in_launch = false;
  for (auto& [block, counts] : s.blocks) {
    for (WarpRequests& warp : counts.warps) warp.meet(s.instructions);
  }
  Counts& counts = s.launch.counts;
  for (Instruction& instruction : s.instructions.all()) {
    if (instruction.active_lanes == 0) continue;
    add(counts, instruction);
    add(s.tally.lines[{s.launch.kernel, instruction.pc, {}}], instruction);
    instruction = {instruction.pc, instruction.kind, instruction.size};
  }
  counts[kGlobalLoadUniqueBytes] = s.loaded.size();
  counts[kGlobalStoreUniqueBytes] = s.stored.size();
  s.loaded.clear();
  s.stored.clear();
  s.tally.launches.push_back(s.launch);
}

}  // namespace

void start() {
  const char* path = std::getenv("SIMT_COUNTERS");
  if (path == nullptr || *path == '\0') return;
  const char* device = std::getenv("SIMT_DEVICE");
  state().path = path;
  state().device = device == nullptr || *device == '\0' ? "a100" : device;
  on = true;
  check::set_access_listener(&listen);
  check::add_end_listener(&write);
}

void launch_begins(const Launch& launch) {
  State& s = state();
  s.in_launch = true;
  s.launch = {};
  s.launch.kernel = launch.kernel.name;
  s.launch.launch = launch.number;
  s.launch.grid = launch.grid;
  s.launch.block = launch.block;
  s.launch.dynamic_shared = launch.dynamic_shared;
}

void launch_ends(const Launch& /*launch*/) { close_launch(); }

void block_begins(Block& block) {
  BlockCounts& counts = counts_of(block);
  counts.warps.resize(std::max(counts.warps.size(), block.warps.size()));
  counts.polls.assign(block.threads.size(), false);
}

void block_ends(Block& block) {
  meet_all(block);
  std::uint64_t& size = state().launch.static_shared;
  size = std::max(size, static_shared_size());
}

void block_synced(Block& block) {
  count(kBarriers, block.at_barrier.empty() ? Site{} : block.at_barrier.first->site);
  meet_all(block);
}

void group_synced(Block& block, const ThreadQueue& threads) {
  count(kBarriers, threads.empty() ? Site{} : threads.first->site);
  std::vector<std::uint32_t> lanes(block.warps.size());
  for (const Thread* thread = threads.first; thread != nullptr; thread = thread->next) {
    lanes[thread->warp->number] |= 1U << thread->lane;
  }
  for (Warp& warp : block.warps) {
    const std::uint32_t here = lanes[warp.number];
    if (here != 0) lanes_met(warp, here, here | ~warp.alive);
  }
}

void grid_synced(Block& block) { meet_all(block); }

void gathered(Warp& warp, const Gathering& gathering) {
  count(counter_of(gathering.op), gathering.site);
  if (gathering.op == WarpOp::Ldmatrix) count_rows(gathering);
  lanes_met(warp, gathering.present, gathering.mask);
}

void fenced(Thread& /*thread*/, Site site) { count(kFences, site); }

void exited(Thread& thread) {
  if (thread.warp->alive == 0) meet(counts_of(*thread.block), *thread.warp);
}

void async_copied(Thread& /*thread*/, const void* pc) {
  State& s = state();
  ++s.launch.counts[kAsyncCopies];
  ++s.tally.lines[{s.launch.kernel, reinterpret_cast<std::uintptr_t>(pc), {}}][kAsyncCopies];
}

void write() {
  if (!on) return;
  close_launch();
  State& s = state();
  std::FILE* file = std::fopen(s.path.c_str(), "w");
  if (file == nullptr) {
    std::fprintf(stderr, "simt: SIMT_COUNTERS: cannot write %s\n", s.path.c_str());
    return;
  }
  const std::string json = to_json(s.tally, s.device);
  std::fwrite(json.data(), 1, json.size(), file);
  std::fclose(file);
}

const std::vector<LaunchCounts>& finished_launches() { return state().tally.launches; }

}  // namespace simt::counters
