// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/memcheck.hpp"

#include <cstring>

#include "runtime/check/async.hpp"
#include "runtime/check/findings.hpp"
#include "runtime/check/image.hpp"
#include "runtime/check/instructions.hpp"
#include "runtime/check/objects.hpp"
#include <link.h>

namespace simt::check {
namespace {

constexpr int kIllegalAddress = 700;
constexpr int kMisalignedAddress = 716;

const char* name_of(const AccessInfo& info) {
  if (info.access == Access::Atomic) return "atomic";
  return info.access == Access::Write ? "write" : "read";
}

std::string what(Thread& thread, const AccessInfo& info) {
  return std::to_string(info.size) + "-byte " + name_of(info) + " by " + text_of(thread);
}

/// Keeps the finding and stops the launch.
[[noreturn]] void fault(Thread& thread,
                        const AccessInfo& info,
                        const char* kind,
                        const std::string& why,
                        const Object& object,
                        int error) {
  const Place at{info.pc, {}};
  if (!count_known(kind, at, {})) {
    Finding finding = finding_of(thread, kMemcheck, kind, at, name_of(info));
    finding.message = what(thread, info) + why;
    finding.size = info.size;
    finding.space = info.shared ? "shared" : "global";
    finding.address = info.address;
    finding.object = object;
    keep(std::move(finding));
  }
  abandon_launch(error);
}

std::string hex(std::uintptr_t value) {
  char text[32];
  std::snprintf(text, sizeof(text), "0x%zx", static_cast<std::size_t>(value));
  return text;
}

/// " 4 bytes after the end of" or " 8 bytes before".
std::string relation(const Object& object, std::size_t size) {
  if (object.offset < 0) return " begins " + std::to_string(-object.offset) + " B before ";
  const auto end = static_cast<long long>(object.size);
  if (object.offset < end) {
    return " reaches " + std::to_string(object.offset + static_cast<long long>(size) - end) +
           " B beyond the end of ";
  }
  return " begins " + std::to_string(object.offset - end) + " B beyond the end of ";
}

[[noreturn]] void shared_fault(Thread& thread, const AccessInfo& info) {
  const Object object = find_object(info.address, true);
  const char* kind = is_write(info) ? "shared_oob_write" : "shared_oob_read";
  std::string why = " is in no shared memory of this launch";
  if (object.known) {
    why = relation(object, info.size) + "the " + std::to_string(object.size) + "-byte array " +
          object.name;
  } else if (dynamic_shared_size() == 0) {
    why += ", which has no dynamic shared memory: give its size as the third launch argument";
  }
  fault(thread, info, kind, why, object, kIllegalAddress);
}

/// The living allocation next to an address that lies in no guard zone.
const Allocation* nearest_allocation(std::uintptr_t address) {
  struct Search {
    std::uintptr_t address;
    const Allocation* best;
  } search{address, nullptr};
  for_each_allocation(
      [](const Allocation& allocation, void* context) {
        auto& found = *static_cast<Search*>(context);
        const auto begin = reinterpret_cast<std::uintptr_t>(allocation.address);
        if (begin > found.address) return;
        if (found.best == nullptr ||
            begin > reinterpret_cast<std::uintptr_t>(found.best->address)) {
          found.best = &allocation;
        }
      },
      &search);
  return search.best;
}

[[noreturn]] void invalid_pointer(Thread& thread, const AccessInfo& info) {
  std::string why = " at " + hex(info.address);
  if (info.address < 0x10000) {
    why += info.address == 0 ? ", the null pointer" : ", near the null pointer";
  } else {
    why += " is no device memory: a host pointer, or one that was never set";
  }
  fault(thread, info, "global_invalid_pointer", why, {}, kIllegalAddress);
}

[[noreturn]] void heap_fault(Thread& thread,
                             const AccessInfo& info,
                             std::uintptr_t bad,
                             bool freed) {
  const Allocation* allocation = find_allocation(reinterpret_cast<const void*>(bad));
  if (allocation == nullptr) allocation = nearest_allocation(bad);
  if (allocation == nullptr) invalid_pointer(thread, info);
  const Object object = object_of(*allocation, info.address);
  if (freed || allocation->freed) {
    const std::string by = text_of(allocation->freed_at);
    fault(thread, info, "global_use_after_free",
          " in " + describe(object, *allocation) + ", which was freed" +
              (by.empty() ? "" : " at " + by),
          object, kIllegalAddress);
  }
  const char* kind = is_write(info) ? "global_oob_write" : "global_oob_read";
  fault(thread, info, kind, relation(object, info.size) + describe(object, *allocation), object,
        kIllegalAddress);
}

/// In the program's image: variables that registered after the checkers began are found here.
void check_image(Thread& thread, const AccessInfo& info) {
  const Allocation* allocation = find_allocation(reinterpret_cast<const void*>(info.address));
  if (allocation != nullptr) {
    const Object object = object_of(*allocation, info.address);
    const bool inside = object.offset >= 0 &&
                        static_cast<std::size_t>(object.offset) + info.size <= allocation->size;
    if (inside) {
      set_state(image_space, reinterpret_cast<std::uintptr_t>(allocation->address),
                allocation->size, kWritten);
      return;
    }
    heap_fault(thread, info, info.address, false);
  }
  if (is_write(info) ? is_local_static(info.address) : is_readable_image(info.address)) {
    set_state(image_space, info.address, info.size, kWritten);
    return;
  }
  invalid_pointer(thread, info);
}

void report_uninitialised(Thread& thread, const AccessInfo& info, std::uintptr_t first) {
  const char* kind = info.shared ? "shared_uninit_read" : "global_uninit_read";
  const Place at{info.pc, {}};
  if (count_known(kind, at, {})) return;
  Finding finding = finding_of(thread, kInitcheck, kind, at, name_of(info));
  finding.object = find_object(first, info.shared);
  finding.message = what(thread, info) + " finds bytes that nobody has written since " +
                    (info.shared ? "the block began" : "they were allocated");
  finding.size = info.size;
  finding.space = info.shared ? "shared" : "global";
  finding.address = info.address;
  keep(std::move(finding));
}

bool is_read(const AccessInfo& info) {
  if (info.access == Access::Atomic) return (info.flags & kAtomicStore) == 0;
  return info.access == Access::Read;
}

/// Whether the unwritten bytes of an access may be the padding of a structure. Scalars and vectors have none; they
/// are written by whole words.
bool may_be_padding(const AccessInfo& info, std::size_t unwritten, bool whole_words) {
  if (unwritten == info.size) return false;
  if ((info.flags & kRange) != 0) return true;
  return info.size == 16 && (!whole_words || moves_unaligned(info.pc));
}

void check_unwritten(Thread& thread, const AccessInfo& info, std::uint8_t* state) {
  std::size_t unwritten = 0;
  std::size_t first = info.size;
  bool whole_words = true;
  for (std::size_t i = 0; i < info.size; ++i) {
    const bool bad = (state[i] & kBaseState) == kUnwritten;
    if (i % 4 != 0 && bad != ((state[i - 1] & kBaseState) == kUnwritten)) whole_words = false;
    if (bad && unwritten++ == 0) first = i;
  }
  for (std::size_t i = 0; i < info.size; ++i) state[i] |= kWritten;
  if (!is_read(info) || !enabled(kInitcheck) || unwritten == 0) return;
  if (!may_be_padding(info, unwritten, whole_words))
    report_uninitialised(thread, info, info.address + first);
}

}  // namespace

void check_state(Thread& thread, const AccessInfo& info) {
  std::uint8_t* state = info.space->state(info.address);
  std::uint8_t marks = 0;
  for (std::size_t i = 0; i < info.size; ++i) {
    const unsigned base = state[i] & kBaseState;
    marks |= state[i];
    if (base >= kUnwritten || !enabled(kMemcheck)) continue;
    if (info.shared) shared_fault(thread, info);
    if (info.space == &image_space) {
      check_image(thread, info);
      break;
    }
    heap_fault(thread, info, info.address + i, base == kFreed);
  }
  if ((marks & (kDestination | kSource)) != 0) check_pending_copies(thread, info);
  check_unwritten(thread, info, state);
}

void misaligned(Thread& thread, const AccessInfo& info) {
  if (!enabled(kMemcheck)) return;
  const char* kind = info.shared ? "shared_misaligned" : "global_misaligned";
  const std::string size = std::to_string(info.size);
  fault(thread, info, kind, " at " + hex(info.address) + ", which is no multiple of " + size,
        find_object(info.address, info.shared), kMisalignedAddress);
}

const Space* classify(Thread& thread, const AccessInfo& info) {
  const Launch& launch = *thread.block->launch;
  const auto arguments = reinterpret_cast<std::uintptr_t>(launch.body.body);
  if (info.address - arguments < launch.body.size) return nullptr;
  // Next to the thread-local segment: an index that left a shared array by far.
  constexpr std::uintptr_t kNear = std::uintptr_t{1} << 18;
  const std::uintptr_t from_shared = info.address - (shared_memory.begin() - kNear);
  if (from_shared < shared_memory.size() + 2 * kNear) {
    AccessInfo shared = info;
    shared.shared = true;
    if (enabled(kMemcheck)) shared_fault(thread, shared);
    return nullptr;
  }
  const Space* space = find_global_space(info.address);
  if (space != nullptr) return space;
  const Allocation* allocation = find_allocation(reinterpret_cast<const void*>(info.address));
  if (allocation != nullptr) {
    const auto begin = reinterpret_cast<std::uintptr_t>(allocation->address);
    add_space(begin, allocation->size);
    space = find_global_space(begin);
    set_state(*space, begin, allocation->size, allocation->freed ? kFreed : kWritten);
    if (space->contains(info.address)) return space;
  }
  if (enabled(kMemcheck)) invalid_pointer(thread, info);
  return nullptr;
}

}  // namespace simt::check
