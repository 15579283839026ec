// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Logical time of the race checker: keys, and clocks that say what a thread knows of others.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

namespace simt::check {

/// A stretch of one warp's life between two synchronisations: its lanes share the key as long as they have
/// synchronised with the same lanes last. Unique in the program, growing with time.
using Key = std::uint32_t;

/// A block that ran, or runs: its number among all blocks of the program.
using BlockId = std::uint32_t;

/// What is known of accesses made by others. An entry for a block says that all its accesses with a *smaller* key
/// are known; one for a thread, that all its accesses with this key or a smaller one are. Never changed once
/// shared, so that what 1024 threads learn from one barrier is stored once.
class Clock {
 public:
  /// Whose accesses an entry is about. Blocks sort before their threads.
  using Who = std::uint64_t;
  static constexpr Who of_block(BlockId block) { return Who{block} << 16; }
  static constexpr Who of_thread(BlockId block, unsigned rank) {
    return (Who{block} << 16) + rank + 1;
  }

  struct Entry {
    Who who;
    Key key;
  };

  /// `entries` are sorted by `who`, greater keys first.
  explicit Clock(std::vector<Entry> entries);

  /// 0: nothing is known.
  Key find(Who who) const;
  /// Whether it knows all that `entries` (sorted) say.
  bool covers(const std::vector<Entry>& entries) const;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;  // sorted by `who`
};

/// Null: nothing is known.
using ClockPointer = std::shared_ptr<const Clock>;

/// Knows what any of the two knows.
ClockPointer join(const ClockPointer& a, const ClockPointer& b);
/// Knows what `clock` knows, and `more` (in any order).
ClockPointer join(const ClockPointer& clock, std::vector<Clock::Entry> more);

}  // namespace simt::check
