// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What the runtime API tells of memory: allocations, frees, copies, memsets.
#include "runtime/check/copies.hpp"

#include "runtime/check/events.hpp"
#include "runtime/check/objects.hpp"
#include "runtime/check/options.hpp"
#include "runtime/check/padding.hpp"

namespace simt::check {
namespace {

std::uintptr_t number(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

Finding host_finding(const char* kind, Site site, const char* access) {
  Finding finding;
  finding.tool = kMemcheck;
  finding.kind = kind;
  finding.at.place.site = site;
  finding.at.access = access;
  return finding;
}

/// A device-to-host copy of bytes that nobody wrote.
void check_unwritten_copy(
    const Space& space, std::uintptr_t from, std::size_t size, Site site, const char* call) {
  if (!enabled(kInitcheck)) return;
  const Unwritten unwritten = find_unwritten(space.state(from), size);
  if (unwritten.bytes == 0 || count_known("copy_uninit", {0, site}, {})) return;
  Finding finding = host_finding("copy_uninit", site, "copy");
  finding.tool = kInitcheck;
  finding.message = std::string(call) + " reads " + std::to_string(size) + " B, of which " +
                    std::to_string(unwritten.bytes) + " were never written, the first at +" +
                    std::to_string(unwritten.first) + " B";
  finding.size = size;
  finding.address = from;
  finding.object = find_object(from, false);
  keep(std::move(finding));
}

void copy_state(const Space& to_space,
                std::uintptr_t to,
                const Space& from_space,
                std::uintptr_t from,
                std::size_t size) {
  const std::uint8_t* source = from_space.state(from);
  std::uint8_t* target = to_space.state(to);
  for (std::size_t i = 0; i < size; ++i) {
    // Bytes outside allocations are told by copy_in_bounds().
    const bool unwritten = (source[i] & kBaseState) == kUnwritten;
    if ((target[i] & kBaseState) >= kUnwritten) target[i] = unwritten ? kUnwritten : kWritten;
  }
}

bool is_device(std::uintptr_t address) {
  const Allocation* allocation = find_allocation(reinterpret_cast<const void*>(address));
  return allocation != nullptr && allocation->kind == MemoryKind::Device;
}

}  // namespace

void allocated(const Allocation& allocation) {
  map_global_spaces();
  const std::uintptr_t begin = number(allocation.address);
  if (find_global_space(begin) == nullptr) add_space(begin, allocation.size);
  const Space* space = find_global_space(begin);
  const ByteState state = allocation.kind == MemoryKind::Device ? kUnwritten : kWritten;
  // The place may have been another allocation's, long ago.
  static std::uintptr_t highest = 0;
  if (space == &heap_space && begin < highest) space->forget_accesses(begin, allocation.size);
  if (space == &heap_space && begin + allocation.size > highest) highest = begin + allocation.size;
  set_state(*space, begin, allocation.size, state);
}

void freed(const Allocation& allocation) {
  const Space* space = find_global_space(number(allocation.address));
  if (space != nullptr) set_state(*space, number(allocation.address), allocation.size, kFreed);
}

void invalid_free(const void* address, Site site, bool twice) {
  const char* kind = twice ? "double_free" : "invalid_free";
  if (!enabled(kMemcheck) || count_known(kind, {0, site}, {})) return;
  Finding finding = host_finding(kind, site, "free");
  finding.address = number(address);
  const Allocation* allocation = find_allocation(address);
  if (allocation != nullptr) finding.object = object_of(*allocation, finding.address);
  if (twice) {
    const std::string where = allocation == nullptr ? "" : text_of(allocation->freed_at);
    finding.message = "this memory was freed before" + (where.empty() ? "" : ", at " + where);
  } else if (allocation != nullptr && finding.object.offset != 0) {
    finding.message = "the pointer is not what " + std::string(allocation->name) +
                      " returned: it points " + std::to_string(finding.object.offset) +
                      " B into the allocation";
  } else {
    finding.message = "the pointer is no allocation that this call can free";
  }
  keep(std::move(finding));
}

bool copy_in_bounds(
    const void* address, std::size_t size, bool write, Site site, const char* call) {
  const std::uintptr_t begin = number(address);
  const Allocation* allocation = find_allocation(address);
  if (allocation != nullptr && !allocation->freed) {
    const std::uintptr_t offset = begin - number(allocation->address);
    if (begin >= number(allocation->address) && offset <= allocation->size &&
        size <= allocation->size - offset) {
      return true;
    }
  }
  const bool freed = allocation != nullptr && allocation->freed;
  const char* kind = freed ? "global_use_after_free" : "copy_oob";
  if (!enabled(kMemcheck) || count_known(kind, {0, site}, {})) return false;
  Finding finding = host_finding(kind, site, "copy");
  finding.size = size;
  finding.address = begin;
  finding.message =
      std::string(call) + (write ? " writes " : " reads ") + std::to_string(size) + " B";
  if (allocation == nullptr) {
    finding.message += " outside all allocations";
  } else {
    finding.object = object_of(*allocation, begin);
    const std::string object = describe(finding.object, *allocation);
    const long long room = static_cast<long long>(finding.object.size) - finding.object.offset;
    finding.message +=
        freed ? " in " + object + ", which was freed"
              : " where only " + std::to_string(room < 0 || finding.object.offset < 0 ? 0 : room) +
                    " B are left in " + object;
  }
  keep(std::move(finding));
  return false;
}

void copied(
    void* to, const void* from, std::size_t size, unsigned operation, Site site, const char* call) {
  const std::uintptr_t target = number(to);
  const std::uintptr_t source = number(from);
  const Space* to_space = to == nullptr ? nullptr : find_global_space(target);
  const Space* from_space = from == nullptr ? nullptr : find_global_space(source);
  const bool to_device = to_space != nullptr && is_device(target);
  if (from_space != nullptr && !to_device)
    check_unwritten_copy(*from_space, source, size, site, call);
  if (to_space != nullptr && to_device && from_space != nullptr) {
    copy_state(*to_space, target, *from_space, source, size);
  } else if (to_space != nullptr) {
    set_state(*to_space, target, size, kWritten);
  }
  if (from_space != nullptr) check_copy_races({source, size, false, operation, site, call});
  if (to_space != nullptr) check_copy_races({target, size, true, operation, site, call});
}

}  // namespace simt::check
