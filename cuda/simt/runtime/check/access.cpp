// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/access.hpp"

#include <cstring>

#include "runtime/check/copies.hpp"
#include "runtime/check/image.hpp"
#include "runtime/check/instructions.hpp"
#include "runtime/check/memcheck.hpp"
#include "runtime/check/options.hpp"

namespace simt {
namespace check {

unsigned char long_way = 0;

namespace {

AccessListener access_listener = nullptr;

bool on_fiber_stack(std::uintptr_t address) {
  return address - reinterpret_cast<std::uintptr_t>(fiber_stacks_begin) < kFiberStacksSize;
}

/// Sets the access's space; false if the access needs no checks.
bool find_space(Thread& thread, AccessInfo& info) {
  info.shared = shared_memory.contains(info.address);
  if (info.shared) {
    const std::uintptr_t offset = info.address - shared_memory.begin();
    const bool outside = *shared_memory.state(info.address) == kOutside;
    if (outside && is_tls_guard(offset)) return false;
    info.space = &shared_memory;
  } else if (heap_space.contains(info.address)) {
    info.space = &heap_space;
  } else if (on_fiber_stack(info.address)) {
    return false;
  } else if (image_space.contains(info.address)) {
    info.space = &image_space;
  } else {
    info.space = classify(thread, info);
  }
  return info.space != nullptr;
}

bool may_order(const AccessInfo& info) {
  return info.access == Access::Atomic || (info.flags & (kVolatile | kAcquire | kRelease)) != 0;
}

std::uint64_t value_at(const AccessInfo& info) {
  std::uint64_t value = 0;
  const void* bytes = reinterpret_cast<const void*>(info.address);
  std::memcpy(&value, bytes, info.size < sizeof(value) ? info.size : sizeof(value));
  return value;
}

/// A volatile read: a thread that only polls lets others run. May switch threads.
void poll(Thread& thread, const AccessInfo& info) {
  constexpr unsigned kTurn = 64;
  ThreadState& self = *thread.check;
  const std::uint64_t seen = (info.address * 0x9E3779B97F4A7C15U) ^ value_at(info);
  std::uint64_t& last = self.polled[info.address / 4 % 8];
  if (last != seen) note_progress();
  last = seen;
  if (++self.polls % kTurn != 0) return;
  self.poll_pc = reinterpret_cast<const void*>(info.pc);
  spin({nullptr, 0});
}

/// In a variable, whose address g++ knows, it sees that a cast asks for more alignment than there is, and then tells of
/// a range instead of an access of its size. Through a pointer a range is a struct with a lesser alignment of its own.
bool cast_too_far(const AccessInfo& info) {
  const bool in_variable = info.shared || info.space == &image_space;
  const bool scalar = info.size <= 16 && (info.size & (info.size - 1)) == 0;
  return in_variable && scalar && (info.flags & kRange) != 0 &&
         (info.address & (info.size - 1)) != 0;
}

}  // namespace

void set_access_listener(AccessListener listener) {
  access_listener = listener;
  long_way |= kListened;
}

void any_access(Thread& thread, AccessInfo info) {
  if (info.size == 0) return;
  if ((long_way & kSuspicion) != 0) settle_if_stored(thread, info.access == Access::Read);
  if (!find_space(thread, info)) return;
  if ((info.flags & kSized) != 0 && (info.address & (info.size - 1)) != 0) {
    const bool structure = info.size == 16 && info.address % 8 == 0 && moves_unaligned(info.pc);
    if (!structure) misaligned(thread, info);
  }
  if (cast_too_far(info)) misaligned(thread, info);
  check_state(thread, info);
  if (access_listener != nullptr && (info.flags & kUncounted) == 0) access_listener(thread, info);
  if ((info.flags & kVolatile) != 0) {
    if (info.access == Access::Read) {
      poll(thread, info);
    } else {
      note_progress();
    }
  }
  if (!enabled(kRacecheck)) return;
  // What is learned counts for this access, too: it reads the value that was released.
  if (may_order(info)) order_by_access(thread, info);
  check_race(thread, info);
  if ((long_way & kCopies) != 0 && !info.shared) compare_with_copies(thread, info);
}

}  // namespace check

void note_access(
    const void* address, std::size_t size, Access access, unsigned flags, const void* pc) {
  Thread* const thread = current;
  if (thread == nullptr) return;
  const bool power = (size & (size - 1)) == 0 && size <= 16;
  const bool sized = power && (flags & kRange) == 0;
  check::any_access(*thread, {reinterpret_cast<std::uintptr_t>(address), size,
                              reinterpret_cast<std::uintptr_t>(pc), access,
                              flags | (sized ? check::kSized : 0), nullptr, false});
}

}  // namespace simt
