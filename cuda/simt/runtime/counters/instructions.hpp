// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The memory instructions of a program, found by where they are and what they do.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace simt::counters {

enum class Kind : std::uint8_t {
  GlobalLoad,
  GlobalStore,
  SharedLoad,
  SharedStore,
  GlobalAtomic,
  SharedAtomic
};

constexpr bool is_global(Kind kind) {
  return kind == Kind::GlobalLoad || kind == Kind::GlobalStore || kind == Kind::GlobalAtomic;
}
constexpr bool is_atomic(Kind kind) {
  return kind == Kind::GlobalAtomic || kind == Kind::SharedAtomic;
}

/// One memory instruction, and what it did in the launch that runs.
struct Instruction {
  std::uintptr_t pc = 0;
  Kind kind = Kind::GlobalLoad;
  unsigned size = 0;  ///< bytes a lane
  std::uint64_t requests = 0;
  std::uint64_t active_lanes = 0;
  std::uint64_t sectors = 0;     ///< global memory
  std::uint64_t wavefronts = 0;  ///< shared memory
  std::uint64_t conflicts = 0;
};

class Instructions {
 public:
  /// The number of the instruction; at most 16 bytes a lane.
  unsigned find(std::uintptr_t pc, Kind kind, unsigned size) {
    const std::uint64_t key = (pc << 8) | static_cast<std::uint64_t>(kind) << 5 | size;
    Recent& recent = recent_[key * 0x9E3779B97F4A7C15U >> 56];
    if (recent.key != key) recent = {key, find_slowly(key, {pc, kind, size})};
    return recent.number;
  }

  Instruction& operator[](unsigned number) { return all_[number]; }
  std::vector<Instruction>& all() { return all_; }

 private:
  struct Recent {
    std::uint64_t key = 0;
    unsigned number = 0;
  };

  unsigned find_slowly(std::uint64_t key, const Instruction& instruction) {
    const auto [place, is_new] = numbers_.try_emplace(key, static_cast<unsigned>(all_.size()));
    if (is_new) all_.push_back(instruction);
    return place->second;
  }

  Recent recent_[256] = {};
  std::unordered_map<std::uint64_t, unsigned> numbers_;
  std::vector<Instruction> all_;
};

}  // namespace simt::counters
