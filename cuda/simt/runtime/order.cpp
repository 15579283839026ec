// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The order of launches and copies, by vector clocks: operation B follows A if B's timeline had heard of A's
///        place on its timeline when B began.
#include "runtime/order.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "runtime/api/clocks.hpp"
#include "runtime/api/stream.hpp"

namespace simt {
namespace api {
namespace {

struct Line {
  bool blocking = true;
  Clock clock;
  std::shared_ptr<const Clock>
      others;  // `clock` as the last operation saw it; null once something was learned
};

struct Operation {
  unsigned line;
  std::uint32_t place;                  // on its line, from 1
  std::shared_ptr<const Clock> others;  // of the other lines
};

struct Order {
  std::mutex lock;
  std::vector<Line> lines;
  std::vector<Operation> operations;
};

Order& order() {
  static Order& the_order = []() -> Order& {
    auto* made = new Order;
    made->lines.resize(kFirstTimeline);
    return *made;
  }();
  return the_order;
}

/// What `clock` knows, `line` knows from now on.
void learn(Line& line, const Clock& clock) {
  if (line.clock.size() < clock.size()) line.clock.resize(clock.size());
  for (std::size_t i = 0; i < clock.size(); ++i) {
    if (clock[i] <= line.clock[i]) continue;
    line.clock[i] = clock[i];
    line.others = nullptr;
  }
}

/// The legacy stream waits for all blocking ones, and they for it.
void obey_legacy_rule(Order& o, unsigned timeline) {
  Line& line = o.lines[timeline];
  if (timeline == kLegacyTimeline) {
    for (unsigned other = kPerThreadTimeline; other < o.lines.size(); ++other) {
      if (o.lines[other].blocking) learn(line, o.lines[other].clock);
    }
  } else if (line.blocking && timeline != kHostTimeline) {
    learn(line, o.lines[kLegacyTimeline].clock);
  }
}

}  // namespace

unsigned new_timeline(bool blocking) {
  Order& o = order();
  const std::lock_guard lock(o.lock);
  o.lines.push_back({blocking, {}, nullptr});
  return static_cast<unsigned>(o.lines.size() - 1);
}

Clock clock_of(unsigned timeline) {
  Order& o = order();
  const std::lock_guard lock(o.lock);
  obey_legacy_rule(o, timeline);
  return o.lines[timeline].clock;
}

void join(unsigned timeline, const Clock& clock) {
  Order& o = order();
  const std::lock_guard lock(o.lock);
  learn(o.lines[timeline], clock);
}

void host_joins(unsigned timeline) { join(kHostTimeline, clock_of(timeline)); }

void host_joins_all() {
  Order& o = order();
  const std::lock_guard lock(o.lock);
  for (unsigned line = kLegacyTimeline; line < o.lines.size(); ++line) {
    learn(o.lines[kHostTimeline], o.lines[line].clock);
  }
}

unsigned begin_on(unsigned timeline) {
  Order& o = order();
  const std::lock_guard lock(o.lock);
  obey_legacy_rule(o, timeline);
  Line& line = o.lines[timeline];
  if (timeline != kHostTimeline) learn(line, o.lines[kHostTimeline].clock);
  if (line.clock.size() <= timeline) line.clock.resize(timeline + 1);
  if (line.others == nullptr) line.others = std::make_shared<const Clock>(line.clock);
  o.operations.push_back({timeline, ++line.clock[timeline], line.others});
  return static_cast<unsigned>(o.operations.size());
}

}  // namespace api

unsigned begin_operation(const void* stream) {
  return api::begin_on(api::timeline_of(static_cast<cudaStream_t>(const_cast<void*>(stream))));
}

unsigned begin_host_operation() { return api::begin_on(api::kHostTimeline); }

bool happens_before(unsigned earlier, unsigned later) {
  api::Order& o = api::order();
  const std::lock_guard lock(o.lock);
  if (earlier == 0 || later == 0 || earlier > o.operations.size() || later > o.operations.size()) {
    return true;
  }
  const api::Operation& first = o.operations[earlier - 1];
  const api::Operation& second = o.operations[later - 1];
  if (first.line == second.line) return first.place < second.place;
  const api::Clock& known = *second.others;
  return first.line < known.size() && known[first.line] >= first.place;
}

}  // namespace simt
