// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What g++'s -fsanitize=thread calls before each access of instrumented code. The way of a harmless access
///        through here is short: one comparison of its bytes' states and one look at each granule's cell.
#include <cstring>

#include "runtime/check/access.hpp"
#include "runtime/check/memcheck.hpp"
#include "runtime/check/options.hpp"

// The names are the compiler's.
// NOLINTBEGIN(bugprone-reserved-identifier)

namespace simt::check {
namespace {

#define SIMT_CALLER reinterpret_cast<std::uintptr_t>(__builtin_return_address(0))
#define SIMT_INLINE inline __attribute__((always_inline))
#define SIMT_UNLIKELY(condition) __builtin_expect((condition), 0)

template <unsigned kSize>
SIMT_INLINE bool all_written(const std::uint8_t* state) {
  using Word = std::conditional_t<
      kSize == 1, std::uint8_t,
      std::conditional_t<kSize == 2, std::uint16_t,
                         std::conditional_t<kSize == 4, std::uint32_t, std::uint64_t>>>;
  constexpr auto kWant = static_cast<Word>(0x0303030303030303U);
  Word words[kSize > 8 ? 2 : 1];
  std::memcpy(words, state, kSize);
  if constexpr (kSize == 16) return words[0] == kWant && words[1] == kWant;
  return words[0] == kWant;
}

/// Whether the cell's last write is known to come before, from its key alone, or is the thread's own.
SIMT_INLINE bool harmless_write(const Cell& cell, const ThreadState& self, Key threshold) {
  return cell.write_key < threshold ||
         (cell.write_key == self.key && role_rank(cell.writer) == self.rank);
}

/// What of the accessing thread the short way looks at, in registers.
struct Accessor {
  const ThreadState& self;
  Key threshold;
  std::uintptr_t pc;
};

/// Whether lanes with the thread's key have read all the granules before. Then their bytes are written, and no
/// write was in the way (Cell::read_key would be marked, or another).
template <unsigned kSize>
SIMT_INLINE bool read_again(Cell* cell, const ThreadState& self) {
  Key differences = 0;
  for (unsigned i = 0; i < kSize / 4; ++i) differences |= cell[i].read_key ^ self.key;
  if (SIMT_UNLIKELY(differences != 0)) return false;
  for (unsigned i = 0; i < kSize / 4; ++i) cell[i].read_lanes |= self.lane_bit;
  return true;
}

/// A read that no write is in the way of.
template <unsigned kSize>
SIMT_INLINE bool quick_read(const Space& space, std::uintptr_t address, const Accessor& reader) {
  const ThreadState& self = reader.self;
  Cell* const cell = space.cell(address);
  for (unsigned i = 0; i < kSize / 4; ++i) {
    if (!harmless_write(cell[i], self, reader.threshold)) return false;
    if ((cell[i].read_key & ~kMarked) != self.key) {
      CellDetails& details = space.details(address)[i];
      change_reader(cell[i], details, self, self.tag, reader.threshold, kSize, reader.pc);
    } else if (cell[i].read_key != self.key &&
               space.details(address)[i].readers != self.tag >> 32) {
      return false;
    }
    cell[i].read_lanes |= self.lane_bit;
  }
  return true;
}

SIMT_INLINE bool quick_write(Cell& cell,
                             CellDetails& details,
                             const Accessor& writer,
                             std::size_t size) {
  const ThreadState& self = writer.self;
  if (SIMT_UNLIKELY(!harmless_write(cell, self, writer.threshold))) return false;
  if (cell.read_key >= writer.threshold) {
    const bool mine = (cell.read_key & ~kMarked) == self.key && cell.read_lanes == self.lane_bit;
    if (!mine || tag_key(details.other_tag) >= writer.threshold) return false;
    cell.read_key |= kMarked;
  }
  cell.write_key = self.key;
  cell.writer = make_role(self.rank, 0, size);
  details.write_pc = static_cast<std::uint32_t>(writer.pc);
  return true;
}

template <unsigned kSize>
SIMT_INLINE bool quick_write(const Space& space, std::uintptr_t address, const Accessor& writer) {
  Cell* const cell = space.cell(address);
  for (unsigned i = 0; i < kSize / 4; ++i) {
    if (SIMT_UNLIKELY(!quick_write(cell[i], space.details(address)[i], writer, kSize)))
      return false;
  }
  return true;
}

template <unsigned kSize, bool kWrite>
SIMT_INLINE bool quick(const Space& space, std::uintptr_t address, const Accessor& accessor) {
  if constexpr (kSize < 4) {
    return false;
  } else if constexpr (kWrite) {
    return quick_write<kSize>(space, address, accessor);
  } else {
    return quick_read<kSize>(space, address, accessor);
  }
}

constexpr AccessInfo info_of(
    std::uintptr_t address, std::size_t size, bool write, unsigned flags, std::uintptr_t pc) {
  return {address, size, pc, write ? Access::Write : Access::Read, flags, nullptr, false};
}

/// Kept out of line, so that the short way needs few registers.
template <unsigned kSize, bool kWrite>
__attribute__((noinline)) void whole_way(Thread& thread,
                                         std::uintptr_t address,
                                         std::uintptr_t pc) {
  any_access(thread, info_of(address, kSize, kWrite, kSized, pc));
}

template <unsigned kSize, bool kWrite>
__attribute__((noinline)) void race_only(
    Thread& thread, const Space& space, bool shared, std::uintptr_t address, std::uintptr_t pc) {
  AccessInfo info = info_of(address, kSize, kWrite, kSized, pc);
  info.space = &space;
  info.shared = shared;
  check_race(thread, info);
}

/// An access that is aligned and needs no more than a look at states and cells.
template <unsigned kSize, bool kWrite>
__attribute__((noinline)) void look(
    Thread& thread, const Space& space, bool shared, std::uintptr_t address, std::uintptr_t pc) {
  if (SIMT_UNLIKELY(!all_written<kSize>(space.state(address)))) {
    whole_way<kSize, kWrite>(thread, address, pc);
    return;
  }
  const ThreadState& self = *thread.check;
  const Accessor accessor{self, shared ? self.block_base : self.global_base, pc};
  if (!quick<kSize, kWrite>(space, address, accessor)) {
    race_only<kSize, kWrite>(thread, space, shared, address, pc);
  }
}

/// Memory that is not a thread's stack.
template <unsigned kSize, bool kWrite>
__attribute__((noinline)) void memory_access(Thread& thread,
                                             std::uintptr_t address,
                                             std::uintptr_t pc) {
  if (SIMT_UNLIKELY(long_way != 0 || (address & (kSize - 1)) != 0)) {
    whole_way<kSize, kWrite>(thread, address, pc);
    return;
  }
  const bool shared = shared_memory.contains(address);
  const Space& space = shared ? shared_memory : heap_space;
  if (SIMT_UNLIKELY(!shared && !heap_space.contains(address))) {
    whole_way<kSize, kWrite>(thread, address, pc);
    return;
  }
  if constexpr (kSize >= 4 && !kWrite) {
    if (read_again<kSize>(space.cell(address), *thread.check)) return;
  }
  look<kSize, kWrite>(thread, space, shared, address, pc);
}

template <unsigned kSize, bool kWrite>
SIMT_INLINE void sized(const void* pointer, std::uintptr_t pc) {
  Thread* const thread = current;
  const auto address = reinterpret_cast<std::uintptr_t>(pointer);
  if (thread == nullptr ||
      address - reinterpret_cast<std::uintptr_t>(fiber_stacks_begin) < kFiberStacksSize)
    return;
  memory_access<kSize, kWrite>(*thread, address, pc);
}

SIMT_INLINE void other(
    const void* pointer, std::size_t size, bool write, unsigned flags, std::uintptr_t pc) {
  Thread* const thread = current;
  if (thread == nullptr) return;
  any_access(*thread, info_of(reinterpret_cast<std::uintptr_t>(pointer), size, write, flags, pc));
}

SIMT_INLINE void volatile_access(const void* pointer,
                                 std::size_t size,
                                 bool write,
                                 std::uintptr_t pc) {
  Thread* const thread = current;
  if (thread == nullptr) return;
  any_access(*thread, info_of(reinterpret_cast<std::uintptr_t>(pointer), size, write,
                              kVolatile | kSized, pc));
}

}  // namespace
}  // namespace simt::check

#define SIMT_SIZED(size)                                                                           \
  void __tsan_read##size(void* address) { simt::check::sized<size, false>(address, SIMT_CALLER); } \
  void __tsan_write##size(void* address) { simt::check::sized<size, true>(address, SIMT_CALLER); } \
  void __tsan_unaligned_read##size(void* address) {                                                \
    simt::check::other(address, size, false, 0, SIMT_CALLER);                                      \
  }                                                                                                \
  void __tsan_unaligned_write##size(void* address) {                                               \
    simt::check::other(address, size, true, 0, SIMT_CALLER);                                       \
  }                                                                                                \
  void __tsan_volatile_read##size(void* address) {                                                 \
    simt::check::volatile_access(address, size, false, SIMT_CALLER);                               \
  }                                                                                                \
  void __tsan_volatile_write##size(void* address) {                                                \
    simt::check::volatile_access(address, size, true, SIMT_CALLER);                                \
  }

extern "C" {
SIMT_SIZED(1)
SIMT_SIZED(2)
SIMT_SIZED(4)
SIMT_SIZED(8)
SIMT_SIZED(16)

void __tsan_read_range(void* address, std::size_t size) {
  simt::check::other(address, size, false, simt::kRange, SIMT_CALLER);
}
void __tsan_write_range(void* address, std::size_t size) {
  simt::check::other(address, size, true, simt::kRange, SIMT_CALLER);
}
void __tsan_vptr_read(void** address) {
  simt::check::sized<8, false>(static_cast<const void*>(address), SIMT_CALLER);
}
void __tsan_vptr_update(void** address, void* /*table*/) {
  simt::check::sized<8, true>(static_cast<const void*>(address), SIMT_CALLER);
}
// Not emitted with --param tsan-instrument-func-entry-exit=0; here for objects compiled without it.
void __tsan_func_entry(void* /*caller*/) {}
void __tsan_func_exit() {}
}

// NOLINTEND(bugprone-reserved-identifier)
