// SPDX-License-Identifier: Apache-2.0
#include "runtime/counters/request.hpp"

#include <algorithm>

namespace simt::counters {
namespace {

constexpr unsigned kSector = 32;
constexpr unsigned kBanks = 32;
constexpr unsigned kWord = 4;

/// The lowest lane, taken out of `lanes`.
unsigned take_lane(std::uint32_t& lanes) {
  const auto lane = static_cast<unsigned>(__builtin_ctz(lanes));
  lanes &= lanes - 1;
  return lane;
}

/// Distinct words of a group, bank by bank: at most 32 lanes of one or two words, or 8 of five.
class Banks {
 public:
  void touch(std::uint64_t word) {
    const auto bank = static_cast<unsigned>(word % kBanks);
    const auto begin = words_[bank].begin();
    const auto end = begin + filled_[bank];
    if (std::find(begin, end, word) != end) return;
    words_[bank][filled_[bank]++] = word;
    fullest_ = std::max<unsigned>(fullest_, filled_[bank]);
  }
  unsigned fullest() const { return fullest_; }

 private:
  std::array<std::array<std::uint64_t, 64>, kBanks>
      words_;  // not cleared: `filled_` tells what counts
  std::array<std::uint8_t, kBanks> filled_ = {};
  unsigned fullest_ = 0;
};

unsigned group_wavefronts(const LaneAddresses& lanes, std::uint32_t group, unsigned size) {
  Banks banks;
  while (group != 0) {
    const std::uint64_t address = lanes.of[take_lane(group)];
    for (std::uint64_t word = address / kWord; word <= (address + size - 1) / kWord; ++word) {
      banks.touch(word);
    }
  }
  return banks.fullest();
}

unsigned lanes_in_group(unsigned size) {
  if (size <= 4) return 32;
  return size <= 8 ? 16 : 8;
}

}  // namespace

unsigned count_sectors(const LaneAddresses& lanes, unsigned size) {
  std::array<std::uint64_t, 32> sorted;
  std::size_t count = 0;
  for (std::uint32_t left = lanes.mask; left != 0;) sorted[count++] = lanes.of[take_lane(left)];
  const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count);
  if (!std::is_sorted(sorted.begin(), end)) std::sort(sorted.begin(), end);
  unsigned sectors = 0;
  std::uint64_t next = 0;  // sectors before this one are counted
  for (auto address = sorted.begin(); address != end; ++address) {
    const std::uint64_t first = std::max(*address / kSector, next);
    const std::uint64_t last = (*address + size - 1) / kSector;
    if (first > last) continue;
    sectors += static_cast<unsigned>(last - first + 1);
    next = last + 1;
  }
  return sectors;
}

Wavefronts count_wavefronts(const LaneAddresses& lanes, unsigned size) {
  const unsigned width = lanes_in_group(size);
  const std::uint32_t first_group = width == 32 ? ~0U : (1U << width) - 1;
  Wavefronts result{0, 0};
  for (unsigned begin = 0; begin < 32; begin += width) {
    const std::uint32_t group = lanes.mask & first_group << begin;
    if (group == 0) continue;
    const unsigned wavefronts = group_wavefronts(lanes, group, size);
    result.wavefronts += wavefronts;
    result.conflicts += wavefronts - 1;
  }
  return result;
}

bool Request::find_stride(unsigned lane, std::uint64_t address) {
  const auto lanes = static_cast<std::int64_t>(lane) - static_cast<std::int64_t>(first_lane_);
  const auto distance = static_cast<std::int64_t>(address - first_);
  if (distance % lanes != 0) return false;
  stride_ = distance / lanes;
  return true;
}

void Request::add(unsigned lane, std::uint64_t address) {
  const std::uint32_t before = mask_;
  mask_ |= 1U << lane;
  if (uneven_ != nullptr) {
    (*uneven_)[lane] = address;
  } else if (before == 0) {
    first_ = address;
    first_lane_ = lane;
  } else if ((before & (before - 1)) == 0 && find_stride(lane, address)) {
    return;
  } else if (address != even_address(lane)) {
    uneven_ = std::make_unique<std::array<std::uint64_t, 32>>();
    for (std::uint32_t left = before; left != 0;) {
      const unsigned other = take_lane(left);
      (*uneven_)[other] = even_address(other);
    }
    (*uneven_)[lane] = address;
  }
}

LaneAddresses Request::addresses() const {
  LaneAddresses lanes;
  lanes.mask = mask_;
  for (std::uint32_t left = mask_; left != 0;) {
    const unsigned lane = take_lane(left);
    lanes.of[lane] = uneven_ != nullptr ? (*uneven_)[lane] : even_address(lane);
  }
  return lanes;
}

}  // namespace simt::counters
