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
/// last write and the lanes of two warps that read.
struct Cell {
  Key write_key;         ///< 0: never written; kSplit: see the bytes' own cells
  std::uint32_t writer;  ///< a Role
  std::uint32_t write_pc;
  std::uint32_t read_pc;   ///< of the lane that was added last
  std::uint64_t read_tag;  ///< key, warp and flags of the lanes that read
  std::uint32_t read_lanes;
  std::uint32_t last_reader;  ///< lane and access size of read_pc, as a Role
};
static_assert(sizeof(Cell) == 32);

inline constexpr Key kSplit = ~Key{0};

/// The other warp that read; kept apart, since few granules have one.
struct OtherReaders {
  std::uint64_t tag;
  std::uint32_t lanes;
  std::uint32_t pc;
};
static_assert(sizeof(OtherReaders) == 16);

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
  OtherReaders* others(std::uintptr_t address) const { return others_ + ((address - begin_) >> 2); }
  Cell* byte_cell(std::uintptr_t address) const { return byte_cells_ + (address - begin_); }
  OtherReaders* byte_others(std::uintptr_t address) const {
    return byte_others_ + (address - begin_);
  }

  /// Forgets all accesses to the range.
  void forget_accesses(std::uintptr_t address, std::size_t size) const;

 private:
  std::uintptr_t begin_ = 0;  // a multiple of 16
  std::size_t size_ = 0;
  std::uint8_t* state_ = nullptr;
  Cell* cells_ = nullptr;
  OtherReaders* others_ = nullptr;
  Cell* byte_cells_ = nullptr;
  OtherReaders* byte_others_ = nullptr;
};

/// The device heap; ready after the first allocation.
extern Space heap_space;
/// The program's own image: its `__device__` and `__constant__` variables.
extern Space image_space;
/// The thread-local memory of this OS thread, in which its block's shared memory lies.
extern __thread Space* shared_space;

/// Sets up heap_space and image_space once.
void map_global_spaces();
/// Sets up shared_space of this OS thread once.
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
