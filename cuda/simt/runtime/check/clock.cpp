// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/clock.hpp"

#include <algorithm>
#include <iterator>

namespace simt::check {
namespace {

bool comes_first(const Clock::Entry& a, const Clock::Entry& b) {
  return a.who != b.who ? a.who < b.who : a.key > b.key;
}

bool is_block(Clock::Who who) { return (who & 0xFFFF) == 0; }

ClockPointer merge(const ClockPointer& clock, const std::vector<Clock::Entry>& sorted) {
  if (clock == nullptr) return std::make_shared<const Clock>(sorted);
  if (clock->covers(sorted)) return clock;
  std::vector<Clock::Entry> all;
  all.reserve(clock->entries().size() + sorted.size());
  std::merge(clock->entries().begin(), clock->entries().end(), sorted.begin(), sorted.end(),
             std::back_inserter(all), comes_first);
  return std::make_shared<const Clock>(std::move(all));
}

}  // namespace

Clock::Clock(std::vector<Entry> entries) : entries_(std::move(entries)) {
  // Keep the newest entry of each, and of threads only those that say more than their block's.
  std::size_t kept = 0;
  Entry block{0, 0};
  for (const Entry& entry : entries_) {
    if (kept != 0 && entries_[kept - 1].who == entry.who) continue;
    const bool known = (entry.who & ~Who{0xFFFF}) == block.who && entry.key < block.key;
    if (!is_block(entry.who) && known) continue;
    if (is_block(entry.who)) block = entry;
    entries_[kept++] = entry;
  }
  entries_.resize(kept);
}

Key Clock::find(Who who) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), who,
                       [](const Entry& entry, Who wanted) { return entry.who < wanted; });
  return found != entries_.end() && found->who == who ? found->key : 0;
}

bool Clock::covers(const std::vector<Entry>& entries) const {
  auto mine = entries_.begin();
  for (const Entry& entry : entries) {
    while (mine != entries_.end() && mine->who < entry.who) ++mine;
    if (mine == entries_.end() || mine->who != entry.who || mine->key < entry.key) return false;
  }
  return true;
}

ClockPointer join(const ClockPointer& a, const ClockPointer& b) {
  if (b == nullptr || a == b) return a;
  return a == nullptr ? b : merge(a, b->entries());
}

ClockPointer join(const ClockPointer& clock, std::vector<Clock::Entry> more) {
  if (more.empty()) return clock;
  std::sort(more.begin(), more.end(), comes_first);
  return merge(clock, more);
}

}  // namespace simt::check
