// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/async.hpp"

#include <algorithm>
#include <vector>

#include "runtime/check/events.hpp"
#include "runtime/check/findings.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/check/objects.hpp"
#include "runtime/check/options.hpp"

namespace simt::check {
namespace {

struct PendingCopy {
  std::uintptr_t to;
  std::uintptr_t from;  // 0: zeros
  std::size_t size;
  std::uintptr_t pc;
  uint3 thread;
  const BlockState* block;
};

std::vector<PendingCopy>& pending() {
  static std::vector<PendingCopy> copies;
  return copies;
}

/// Marks were set on bytes that had them already: they can't simply be taken away.
bool overlapping = false;

bool overlap(std::uintptr_t a, std::size_t size_a, std::uintptr_t b, std::size_t size_b) {
  return a < b + size_b && b < a + size_a;
}

const Space* space_of(std::uintptr_t address) {
  return shared_memory.contains(address) ? &shared_memory : find_global_space(address);
}

void mark(std::uintptr_t address, std::size_t size, ByteState bit) {
  const Space* space = space_of(address);
  if (space == nullptr) return;
  std::uint8_t* state = space->state(address);
  for (std::size_t i = 0; i < size; ++i) {
    if ((state[i] & bit) != 0) overlapping = true;
    state[i] |= bit;
  }
}

void unmark(std::uintptr_t address, std::size_t size, ByteState bit) {
  const Space* space = space_of(address);
  if (space == nullptr) return;
  std::uint8_t* state = space->state(address);
  for (std::size_t i = 0; i < size; ++i) state[i] &= static_cast<std::uint8_t>(~bit);
}

void mark(const PendingCopy& copy) {
  mark(copy.to, copy.size, kDestination);
  if (copy.from != 0) mark(copy.from, copy.size, kSource);
}

void unmark(const PendingCopy& copy) {
  unmark(copy.to, copy.size, kDestination);
  if (copy.from != 0) unmark(copy.from, copy.size, kSource);
}

/// Takes the marks of a copy that is no longer pending away, without those of others.
void forget(const PendingCopy& copy) {
  unmark(copy);
  if (!overlapping) return;
  if (pending().empty()) overlapping = false;
  for (const PendingCopy& other : pending()) {
    const bool near = overlap(copy.to, copy.size, other.to, other.size) ||
                      (copy.from != 0 && other.from != 0 &&
                       overlap(copy.from, copy.size, other.from, other.size));
    if (near) mark(other);
  }
}

void report(Thread& thread, const AccessInfo& info, const PendingCopy& copy, bool destination) {
  const Place at{info.pc, {}};
  const Place issue{copy.pc, {}};
  if (count_known("async_race", at, issue)) return;
  const char* access = info.access == Access::Atomic ? "atomic" : is_write(info) ? "write" : "read";
  Finding finding = finding_of(thread, kRacecheck, "async_race", at, access);
  finding.has_other = true;
  finding.other = {issue, keys().block(copy.block->id).index, copy.thread, "copy"};
  finding.message = std::to_string(info.size) + "-byte " + access + " by " + text_of(thread) +
                    (destination ? " touches the destination" : " overwrites the source") +
                    " of the asynchronous copy issued at " + kOtherPlace + " by thread " +
                    text_of(copy.thread) + ", which has not been waited for";
  finding.size = info.size;
  finding.space = info.shared ? "shared" : "global";
  finding.address = info.address;
  finding.object = find_object(info.address, info.shared);
  keep(std::move(finding));
}

}  // namespace

void check_pending_copies(Thread& thread, const AccessInfo& info) {
  if (!enabled(kRacecheck)) return;
  for (const PendingCopy& copy : pending()) {
    if (overlap(info.address, info.size, copy.to, copy.size)) {
      report(thread, info, copy, true);
      return;
    }
    const bool source = copy.from != 0 && overlap(info.address, info.size, copy.from, copy.size);
    if (source && is_write(info)) {
      report(thread, info, copy, false);
      return;
    }
  }
}

void forget_pending_copies(const BlockState& block) {
  for (std::size_t i = pending().size(); i-- > 0;) {
    if (pending()[i].block != &block) continue;
    const PendingCopy copy = pending()[i];
    pending().erase(pending().begin() + static_cast<std::ptrdiff_t>(i));
    forget(copy);
  }
}

void async_issued(
    Thread& thread, const void* to, const void* from, std::size_t size, const void* pc) {
  if (size == 0) return;
  const PendingCopy copy{reinterpret_cast<std::uintptr_t>(to),
                         reinterpret_cast<std::uintptr_t>(from),
                         size,
                         reinterpret_cast<std::uintptr_t>(pc),
                         thread.index,
                         thread.block->check};
  settle_suspicion();
  mark(copy);
  pending().push_back(copy);
}

void async_landed(
    Thread& thread, const void* to, const void* from, std::size_t size, const void* pc) {
  const auto destination = reinterpret_cast<std::uintptr_t>(to);
  auto& copies = pending();
  const auto found = std::find_if(copies.begin(), copies.end(), [&](const PendingCopy& copy) {
    return copy.to == destination && copy.size == size && copy.block == thread.block->check &&
           copy.pc == reinterpret_cast<std::uintptr_t>(pc);
  });
  if (found == copies.end()) return;
  const PendingCopy copy = *found;
  copies.erase(found);
  forget(copy);
  if (!enabled(kRacecheck)) return;
  // A copy that a barrier's phase waits for is made by whoever completes the phase, and released by it.
  Thread& maker = current != nullptr ? *current : thread;
  const Space* space = space_of(copy.to);
  if (space == nullptr) return;
  const bool shared = space == &shared_memory;
  check_race(maker, {copy.to, size, copy.pc, Access::Write, kRange, space, shared});
  const Space* source = from == nullptr ? nullptr : space_of(copy.from);
  if (source == nullptr) return;
  check_race(maker,
             {copy.from, size, copy.pc, Access::Read, kRange, source, source == &shared_memory});
}

}  // namespace simt::check
