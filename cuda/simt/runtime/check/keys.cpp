// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/keys.hpp"

#include <algorithm>

namespace simt::check {

std::uint32_t KeyLog::add_launch(const LaunchRecord& launch) {
  launches_.push_back(launch);
  launches_.back().first_key = next_;
  return static_cast<std::uint32_t>(launches_.size() - 1);
}

BlockId KeyLog::add_block(std::uint32_t launch, uint3 index) {
  blocks_.push_back({launch, index});
  return static_cast<BlockId>(blocks_.size() - 1);
}

Key KeyLog::take(BlockId block, Key count) {
  if (runs_.empty() || runs_.back().block != block) runs_.push_back({next_, block});
  const Key first = next_;
  next_ += count;
  return first;
}

BlockId KeyLog::owner(Key key) const {
  if (key >= runs_.back().first) return runs_.back().block;
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), key,
                       [](Key wanted, const Run& run) { return wanted < run.first; });
  return std::prev(after)->block;
}

void KeyLog::restart() {
  next_ = 1;
  runs_.clear();
  blocks_.clear();
  for (LaunchRecord& launch : launches_) launch.first_key = 0;
}

KeyLog& keys() {
  static KeyLog log;
  return log;
}

}  // namespace simt::check
