// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief One memory instruction of one warp: which lanes took part, where, and what that costs.

#include <array>
#include <cstdint>
#include <memory>

namespace simt::counters {

/// The addresses of a warp's lanes; those of lanes that are not in `mask` mean nothing.
struct LaneAddresses {
  std::uint32_t mask = 0;
  std::array<std::uint64_t, 32> of = {};
};

/// Aligned 32-byte sectors that accesses of `size` bytes touch.
unsigned count_sectors(const LaneAddresses& lanes, unsigned size);

struct Wavefronts {
  unsigned wavefronts;
  unsigned conflicts;  ///< wavefronts beyond one for each group with an active lane
};

/// Shared memory has 32 banks of 4 bytes. Lanes of up to 4 bytes are served together, of 8 in two groups, of 16 in
/// four; a group takes as many wavefronts as there are distinct words in its fullest bank.
Wavefronts count_wavefronts(const LaneAddresses& lanes, unsigned size);

/// A request under way. Lanes often come one after the other, long apart; while their addresses grow evenly from
/// lane to lane, few bytes tell them all.
class Request {
 public:
  void add(unsigned lane, std::uint64_t address);
  std::uint32_t mask() const { return mask_; }
  LaneAddresses addresses() const;

 private:
  /// The second lane has come: false if there is no stride that leads from the first one to it.
  bool find_stride(unsigned lane, std::uint64_t address);
  std::uint64_t even_address(unsigned lane) const {
    return first_ + static_cast<std::uint64_t>(stride_) * (std::uint64_t{lane} - first_lane_);
  }

  std::uint64_t first_ = 0;  ///< address of the lane that came first
  std::int64_t stride_ = 0;  ///< between neighbouring lanes
  std::uint32_t mask_ = 0;
  std::uint32_t first_lane_ = 0;
  std::unique_ptr<std::array<std::uint64_t, 32>>
      uneven_;  ///< all addresses, once they have no common stride
};

}  // namespace simt::counters
