// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Shadow memory: what is known of each byte of memory that device code may touch.

#include <cstddef>
#include <cstdint>

#include "runtime/check/clock.hpp"

namespace simt::check {

/// State of one byte. The lower two bits are the memory checker's, the others mark pending asynchronous copies.
enum ByteState : std::uint8_t {
  kOutside = 0,  ///< in no allocation
  kFreed = 1,
  kUnwritten = 2,
  kWritten = 3,
  kBaseState = 3,    ///< mask
  kDestination = 4,  ///< a pending copy will write it
  kSource = 8        ///< a pending copy will read it
};

/// The race checker's memory of one granule: four bytes, or one byte where threads share a granule. It knows the
/// last write and the lanes of two warps that read. This is the part that nearly every access looks at: those of
/// 16 bytes fill one cache line.
struct Cell {
  Key write_key;         ///< 0: never written; kSplit: see the bytes' own cells
  std::uint32_t writer;  ///< a Role
  Key read_key;  ///< of the lanes that read; with kMarked if there is more to look at than that
  std::uint32_t read_lanes;
};
static_assert(sizeof(Cell) == 16);

inline constexpr Key kSplit = ~Key{0};
inline constexpr Key kMarked = Key{1} << 31;

/// The rest.
struct CellDetails {
  std::uint32_t write_pc;
  std::uint32_t read_pc;       ///< of the lane that read first
  std::uint32_t readers;       ///< their warp and flags: the upper half of a tag
  std::uint32_t first_reader;  ///< lane and access size of read_pc, as a Role
  std::uint64_t
      other_tag;  ///< the other warp that read: key, warp and flags, first lane, size; 0: none
  std::uint32_t other_lanes;
  std::uint32_t other_pc;
};
static_assert(sizeof(CellDetails) == 32);

/// A range of addresses with its shadow, directly mapped: reserved, given memory by the system where it is touched.
class Space {
 public:
  Space() = default;
  Space(std::uintptr_t begin, std::size_t size);
  /// Gives its memory back.
  void release();

  bool contains(std::uintptr_t address) const { return address - begin_ < size_; }
  std::uintptr_t begin() const { return begin_; }
  std::size_t size() const { return size_; }
  bool ready() const { return state_ != nullptr; }

  std::uint8_t* state(std::uintptr_t address) const { return state_ + (address - begin_); }
  Cell* cell(std::uintptr_t address) const { return cells_ + ((address - begin_) >> 2); }
  CellDetails* details(std::uintptr_t address) const {
    return details_ + ((address - begin_) >> 2);
  }
  Cell* byte_cell(std::uintptr_t address) const { return byte_cells_ + (address - begin_); }
  CellDetails* byte_details(std::uintptr_t address) const {
    return byte_details_ + (address - begin_);
  }

  /// Forgets all accesses to the range.
  void forget_accesses(std::uintptr_t address, std::size_t size) const;

 private:
  std::uintptr_t begin_ = 0;  // a multiple of 16
  std::size_t size_ = 0;
  std::uint8_t* state_ = nullptr;
  Cell* cells_ = nullptr;
  CellDetails* details_ = nullptr;
  Cell* byte_cells_ = nullptr;
  CellDetails* byte_details_ = nullptr;
};

/// The device heap; ready after the first allocation.
extern Space heap_space;
/// The program's own image: its `__device__` and `__constant__` variables.
extern Space image_space;
/// The thread-local memory of this OS thread, in which its block's shared memory lies.
extern __thread Space shared_memory;

/// Sets up heap_space and image_space once.
void map_global_spaces();
/// Sets up shared_memory of this OS thread once.
void map_shared_space();
/// The space that global memory at `address` lies in, or null. Makes one for memory that was registered.
Space* find_global_space(std::uintptr_t address);
/// Makes `[address, address + size)`, outside the heap and the image, a space.
void add_space(std::uintptr_t address, std::size_t size);
/// Forgets all accesses to global memory.
void forget_all_accesses();

/// Sets the base state of a range.
void set_state(const Space& space, std::uintptr_t address, std::size_t size, ByteState state);

}  // namespace simt::check
