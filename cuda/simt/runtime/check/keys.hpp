// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Who has which key: the blocks and launches of the program so far.

#include <cstdint>
#include <vector>

#include "runtime/check/clock.hpp"
#include "simt/core.hpp"

namespace simt::check {

/// What is remembered of a launch after its end.
struct LaunchRecord {
  const char* kernel;
  unsigned number;     ///< Launch::number
  unsigned operation;  ///< of runtime/order.hpp
  Site site;
  uint3 block_size;
  Key first_key;
  bool all_ordered;  ///< everything before it is complete when it begins
};

/// What is remembered of a block after its end.
struct BlockRecord {
  std::uint32_t launch;  ///< index among the launches
  uint3 index;
};

/// Hands out keys and remembers to whom. Blocks that run one after the other cost one entry each.
class KeyLog {
 public:
  std::uint32_t add_launch(const LaunchRecord& launch);
  BlockId add_block(std::uint32_t launch, uint3 index);

  /// `count` new keys for `block`; returns the first.
  Key take(BlockId block, Key count);
  /// The key that is handed out next: greater than all so far.
  Key next() const { return next_; }

  BlockId owner(Key key) const;
  const BlockRecord& block(BlockId id) const { return blocks_[id]; }
  const LaunchRecord& launch(std::uint32_t index) const { return launches_[index]; }
  const LaunchRecord& launch_of(Key key) const { return launch(block(owner(key)).launch); }
  const std::vector<LaunchRecord>& launches() const { return launches_; }

  /// Whether so many keys are gone that the shadow memory should be cleared before the next launch.
  bool nearly_used_up() const { return next_ > 0x60000000U; }
  /// Forgets all keys; the caller has cleared the shadow memory.
  void restart();

 private:
  struct Run {
    Key first;
    BlockId block;
  };

  Key next_ = 1;
  std::vector<Run> runs_;
  std::vector<BlockRecord> blocks_;
  std::vector<LaunchRecord> launches_;
};

/// The program's.
KeyLog& keys();

}  // namespace simt::check
