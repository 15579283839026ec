// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Device memory: addresses are plentiful (256 GiB are reserved, nothing is committed), so every allocation
///        gets a wide guard zone, and freed addresses rest in quarantine before they are used again.
#include "runtime/heap.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <vector>

#include "runtime/api/device.hpp"
#include <sys/mman.h>

namespace simt {

// A fixed address, so that the checkers' shadow lies at a constant distance: far above where Linux puts a program,
// far below where it puts libraries and stacks.
char* const heap_begin = reinterpret_cast<char*>(std::uintptr_t{1} << 44);

namespace {

constexpr std::size_t kAlignment = 256;
constexpr std::size_t kLeastGuard = 256;
constexpr std::size_t kWidestGuard = std::size_t{1} << 30;
constexpr std::size_t kUsualGuardLimit = std::size_t{1} << 20;
constexpr std::size_t kQuarantine = std::size_t{256} << 20;
constexpr std::size_t kPage = 4096;

/// An allocation and the addresses it occupies, guard zones included.
struct Slot {
  Allocation allocation;
  char* begin = nullptr;
  char* end = nullptr;
  std::uint64_t number = 0;  // in the order they were made
};

struct Heap {
  std::mutex lock;
  std::map<char*, Slot> slots;          // by the allocation's address
  std::map<const char*, Slot> foreign;  // outside the range
  std::map<char*, char*> free_ranges;   // begin -> end
  std::deque<char*> quarantine;         // addresses of freed slots, oldest first
  std::size_t quarantined = 0;
  std::size_t device_bytes = 0;
  std::uint64_t made = 0;
};

void reserve() {
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
  void* got = mmap(heap_begin, kHeapSize, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (got == heap_begin) return;
  std::fprintf(stderr, "simt: error: cannot reserve 256 GiB of addresses for device memory\n");
  std::_Exit(87);
}

Heap& heap() {
  // Never destroyed: static destructors of the program may still free memory.
  static Heap& the_heap = [&]() -> Heap& {
    reserve();
    auto* made = new Heap;
    made->free_ranges[heap_begin] = heap_begin + kHeapSize;
    return *made;
  }();
  return the_heap;
}

std::size_t round_up(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// As wide as the allocation, so that an index that is twice too large still hits nobody.
std::size_t guard_of(std::size_t size, std::size_t wanted) {
  const std::size_t usual = std::clamp(size, kLeastGuard, kUsualGuardLimit);
  return round_up(std::clamp(std::max(usual, wanted), kLeastGuard, kWidestGuard), kAlignment);
}

/// The first free range of `size` bytes; null if there is none.
char* take_range(Heap& h, std::size_t size) {
  for (auto range = h.free_ranges.begin(); range != h.free_ranges.end(); ++range) {
    char* const begin = range->first;
    char* const end = range->second;
    if (static_cast<std::size_t>(end - begin) < size) continue;
    h.free_ranges.erase(range);
    if (begin + size != end) h.free_ranges.emplace(begin + size, end);
    return begin;
  }
  return nullptr;
}

void return_range(Heap& h, char* begin, char* end) {
  auto next = h.free_ranges.lower_bound(begin);
  if (next != h.free_ranges.end() && next->first == end) {
    end = next->second;
    next = h.free_ranges.erase(next);
  }
  if (next != h.free_ranges.begin()) {
    const auto previous = std::prev(next);
    if (previous->second == begin) {
      previous->second = end;
      return;
    }
  }
  h.free_ranges.emplace(begin, end);
}

/// Gives the whole pages between the guard zones' ends back to the system.
void drop_pages(const Slot& slot) {
  const auto begin = round_up(reinterpret_cast<std::uintptr_t>(slot.begin), kPage);
  const auto end = reinterpret_cast<std::uintptr_t>(slot.end) / kPage * kPage;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

void end_quarantine(Heap& h) {
  const auto slot = h.slots.find(h.quarantine.front());
  h.quarantine.pop_front();
  h.quarantined -= slot->second.allocation.size;
  return_range(h, slot->second.begin, slot->second.end);
  h.slots.erase(slot);
}

bool counts_as_device(MemoryKind kind) {
  return kind == MemoryKind::Device || kind == MemoryKind::Managed;
}

void quarantine(Heap& h, Slot& slot, Site site) {
  slot.allocation.freed = true;
  slot.allocation.freed_at = site;
  if (counts_as_device(slot.allocation.kind)) h.device_bytes -= slot.allocation.size;
  drop_pages(slot);
  h.quarantine.push_back(slot.allocation.address);
  h.quarantined += slot.allocation.size;
  while (h.quarantined > kQuarantine && h.quarantine.size() > 1) end_quarantine(h);
}

std::size_t distance(const Allocation& allocation, const char* address) {
  const char* const end = allocation.address + allocation.size;
  if (address < allocation.address) return static_cast<std::size_t>(allocation.address - address);
  return address < end ? 0 : static_cast<std::size_t>(address - end) + 1;
}

/// Slots do not overlap: the address is in one of two, or in none.
const Allocation* nearest_in_heap(Heap& h, char* address) {
  const auto above = h.slots.upper_bound(address);
  if (above != h.slots.end() && address >= above->second.begin) return &above->second.allocation;
  if (above == h.slots.begin()) return nullptr;
  const Slot& below = std::prev(above)->second;
  return address < below.end ? &below.allocation : nullptr;
}

const Allocation* nearest_foreign(Heap& h, const char* address) {
  const auto above = h.foreign.upper_bound(address);
  const Slot* best = nullptr;
  std::size_t least = kLeastGuard + 1;
  const auto consider = [&](const Slot& slot) {
    if (distance(slot.allocation, address) >= least) return;
    best = &slot;
    least = distance(slot.allocation, address);
  };
  if (above != h.foreign.begin()) consider(std::prev(above)->second);
  if (above != h.foreign.end()) consider(above->second);
  return best == nullptr ? nullptr : &best->allocation;
}

}  // namespace

const Allocation* find_allocation(const void* address) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  char* const byte = const_cast<char*>(static_cast<const char*>(address));
  return in_heap(address) ? nearest_in_heap(h, byte) : nearest_foreign(h, byte);
}

const Allocation* living_allocation(const void* address) {
  const Allocation* found = find_allocation(address);
  if (found == nullptr || found->freed) return nullptr;
  // An allocation of no bytes has an address all the same.
  const auto* byte = static_cast<const char*>(address);
  return byte == found->address || distance(*found, byte) == 0 ? found : nullptr;
}

void for_each_allocation(void (*visit)(const Allocation&, void*), void* context) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  std::map<std::uint64_t, const Slot*> in_order;
  for (const auto& [address, slot] : h.slots) in_order.emplace(slot.number, &slot);
  for (const auto& [address, slot] : h.foreign) in_order.emplace(slot.number, &slot);
  for (const auto& [number, slot] : in_order) {
    if (!slot->allocation.freed) visit(slot->allocation, context);
  }
}

void* allocate(std::size_t size, MemoryKind kind, const char* call, Site site, std::size_t guard) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  const std::size_t limit = counts_as_device(kind) ? device().totalGlobalMem : kHeapSize / 4;
  const std::size_t used = counts_as_device(kind) ? h.device_bytes : 0;
  if (size > limit || used > limit - size) return nullptr;
  const std::size_t zone = guard_of(size, guard);
  const std::size_t bytes = zone + round_up(std::max<std::size_t>(size, 1), kAlignment) + zone;
  char* begin = take_range(h, bytes);
  while (begin == nullptr && !h.quarantine.empty()) {
    end_quarantine(h);
    begin = take_range(h, bytes);
  }
  if (begin == nullptr) return nullptr;
  char* const address = begin + zone;
  Slot& slot = h.slots[address];
  slot = Slot{{address, size, kind, call, site, {}, false}, begin, begin + bytes, ++h.made};
  if (counts_as_device(kind)) h.device_bytes += size;
  return address;
}

Freed release(void* address, unsigned allowed, Site site) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  const auto slot = h.slots.find(static_cast<char*>(address));
  if (slot == h.slots.end()) return Freed::Unknown;
  const auto kind = static_cast<unsigned>(slot->second.allocation.kind);
  if ((allowed >> kind & 1U) == 0) return Freed::Unknown;
  if (slot->second.allocation.freed) return Freed::Twice;
  quarantine(h, slot->second, site);
  return Freed::Done;
}

bool revive(void* address, Site site) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  const auto slot = h.slots.find(static_cast<char*>(address));
  if (slot == h.slots.end() || !slot->second.allocation.freed) return false;
  Allocation& allocation = slot->second.allocation;
  h.quarantine.erase(std::find(h.quarantine.begin(), h.quarantine.end(), allocation.address));
  h.quarantined -= allocation.size;
  if (counts_as_device(allocation.kind)) h.device_bytes += allocation.size;
  allocation.freed = false;
  allocation.site = site;
  return true;
}

void add_foreign(const Allocation& allocation) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  h.foreign[allocation.address] = Slot{allocation, nullptr, nullptr, ++h.made};
}

bool remove_foreign(const void* address, Site site) {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  const auto found = h.foreign.find(static_cast<const char*>(address));
  if (found == h.foreign.end() || found->second.allocation.freed) return false;
  if (found->second.allocation.kind != MemoryKind::Registered) return false;
  found->second.allocation.freed = true;
  found->second.allocation.freed_at = site;
  return true;
}

void release_all() {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  std::vector<Slot*> living;
  for (auto& [address, slot] : h.slots) {
    if (!slot.allocation.freed) living.push_back(&slot);
  }
  for (Slot* slot : living) quarantine(h, *slot, {"cudaDeviceReset", 0});
}

std::size_t device_bytes_used() {
  Heap& h = heap();
  const std::lock_guard lock(h.lock);
  return h.device_bytes;
}

}  // namespace simt
