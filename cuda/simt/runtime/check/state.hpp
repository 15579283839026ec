// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the checkers keep for each launch, block and thread.

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/check/clock.hpp"
#include "runtime/machine.hpp"
#include "simt/access.hpp"

namespace simt::check {

/// How an access takes part in races.
enum RoleFlags : unsigned {
  kRoleVolatile = 1,
  kRoleAtomic = 2,
  kRoleBlockScope = 4,
};

/// A thread of a block, how it accessed memory, and how many bytes: one word of a Cell.
/// Bits 0-9 rank, 10-15 flags, 16-31 size.
constexpr std::uint32_t make_role(unsigned rank, unsigned flags, std::size_t size) {
  return rank | flags << 10 | static_cast<std::uint32_t>(size > 0xFFFF ? 0xFFFF : size) << 16;
}
constexpr unsigned role_rank(std::uint32_t role) { return role & 0x3FF; }
constexpr unsigned role_flags(std::uint32_t role) { return role >> 10 & 0x3F; }
constexpr unsigned role_size(std::uint32_t role) { return role >> 16; }

/// Lanes that read: their key, their warp, and how they read. Equal tags mean that lanes can share an entry.
constexpr std::uint64_t make_tag(Key key, unsigned warp, unsigned flags) {
  return std::uint64_t{key} | std::uint64_t{warp} << 32 | std::uint64_t{flags} << 40;
}
constexpr Key tag_key(std::uint64_t tag) { return static_cast<Key>(tag); }
constexpr unsigned tag_warp(std::uint64_t tag) { return static_cast<unsigned>(tag >> 32) & 0xFF; }
constexpr unsigned tag_flags(std::uint64_t tag) { return static_cast<unsigned>(tag >> 40) & 0x3F; }

/// What a fence covers: all that the thread had done and known.
struct FenceRecord {
  bool set = false;
  Key key = 0;
  Key block_base = 0;
  Key warp_base = 0;
  ClockPointer learned;
};

struct ThreadState {
  // Used by every access.
  Key key = 0;          ///< of what the thread does now
  Key block_base = 0;   ///< accesses of its block with a smaller key came before the last barrier
  Key global_base = 0;  ///< accesses of anybody to global memory with a smaller key came before
  std::uint32_t lane_bit = 0;
  std::uint64_t tag = 0;  ///< of its plain reads
  std::uint32_t rank = 0;
  Key warp_base =
      0;  ///< accesses of its warp with a smaller key came before the warp's last synchronisation
  BlockState* block = nullptr;
  // Order made by fences and atomics.
  ClockPointer learned;
  FenceRecord device_fence;
  FenceRecord block_fence;
  ClockPointer device_fenced;  ///< covered by fences of threads it has synchronised with since
  ClockPointer block_fenced;
  // Polling of volatile variables: the addresses and values seen last.
  std::uint32_t polls = 0;
  const void* poll_pc = nullptr;
  std::uint64_t polled[8] = {};
};

struct BlockState {
  BlockId id = 0;
  Key grid_base =
      0;  ///< accesses of this launch with a smaller key came before the last grid.sync()
  unsigned grid_syncs = 0;
  bool has_clocks = false;  ///< a thread has learned or fenced something
  unsigned warps = 0;
  LaunchState* launch = nullptr;
  std::vector<ThreadState> threads;
  std::size_t pending_copies = 0;
};

struct LaunchState {
  std::uint32_t index = 0;  ///< in the key log
  unsigned operation = 0;
  std::uint64_t blocks = 0;
  Key ordered_key = 0;      ///< everything with a smaller key is complete before this launch begins
  bool all_ordered = true;  ///< everything before it is
  std::vector<Key> grid_keys;  ///< the next key at each grid.sync()
};

/// Gives a lone thread a new key: what it does from now on is later than what others may know of it.
void renew_key(Thread& thread);

/// Whether the access with `key` made by thread `rank` of that key's block came before what `thread` does now.
bool came_before(Key key, unsigned rank, bool shared, const ThreadState& thread);

}  // namespace simt::check
