// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/shadow.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>

#include "runtime/heap.hpp"
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

// Where the linker put the program.
extern "C" char
    __executable_start;  // NOLINT(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" char end;

namespace simt::check {

Space heap_space;
Space image_space;
__thread Space shared_memory;

namespace {

constexpr std::size_t kPage = 4096;

/// Memory registered by the program; few, and never moved.
std::deque<Space>& added_spaces() {
  static std::deque<Space> spaces;
  return spaces;
}

void* reserve(std::size_t size) {
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    std::fprintf(
        stderr, "simt: the checkers can't reserve %zu bytes of address space (ulimit -v?)\n", size);
    std::_Exit(87);
  }
  // A huge page for each touched byte would use hundreds of times the memory.
  madvise(memory, size, MADV_NOHUGEPAGE);
  return memory;
}

/// Zeroes `[begin, end)`; whole pages by giving them back.
void clear(char* begin, char* end) {
  auto* first_page =
      reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(begin) + kPage - 1) & -kPage);
  auto* last_page = reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(end) & -kPage);
  if (first_page >= last_page) {
    std::memset(begin, 0, static_cast<std::size_t>(end - begin));
    return;
  }
  std::memset(begin, 0, static_cast<std::size_t>(first_page - begin));
  std::memset(last_page, 0, static_cast<std::size_t>(end - last_page));
  madvise(first_page, static_cast<std::size_t>(last_page - first_page), MADV_DONTNEED);
}

template <class T>
void clear_cells(T* first, T* last) {
  clear(reinterpret_cast<char*>(first), reinterpret_cast<char*>(last));
}

/// The part of thread-local memory that belongs to the program itself.
struct TlsSegment {
  std::size_t size = 0;
  std::size_t alignment = 1;
};

/// Gives the shadow of an OS thread's memory back when the thread ends.
struct ReleaseAtExit {
  ReleaseAtExit() = default;
  ~ReleaseAtExit() { shared_memory.release(); }
};

TlsSegment find_tls_segment() {
  TlsSegment segment;
  // The program itself comes first.
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* result) {
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          if (info->dlpi_phdr[i].p_type != PT_TLS) continue;
          *static_cast<TlsSegment*>(result) = {info->dlpi_phdr[i].p_memsz,
                                               info->dlpi_phdr[i].p_align};
        }
        return 1;
      },
      &segment);
  return segment;
}

}  // namespace

Space::Space(std::uintptr_t begin, std::size_t size)
    : begin_(begin & ~std::uintptr_t{15}), size_((size + (begin & 15) + 15) & ~std::size_t{15}) {
  // A page more: state is read in words.
  state_ = static_cast<std::uint8_t*>(reserve(size_ + kPage));
  cells_ = static_cast<Cell*>(reserve(size_ / 4 * sizeof(Cell)));
  details_ = static_cast<CellDetails*>(reserve(size_ / 4 * sizeof(CellDetails)));
  byte_cells_ = static_cast<Cell*>(reserve(size_ * sizeof(Cell)));
  byte_details_ = static_cast<CellDetails*>(reserve(size_ * sizeof(CellDetails)));
}

void Space::release() {
  munmap(state_, size_ + kPage);
  munmap(cells_, size_ / 4 * sizeof(Cell));
  munmap(details_, size_ / 4 * sizeof(CellDetails));
  munmap(byte_cells_, size_ * sizeof(Cell));
  munmap(byte_details_, size_ * sizeof(CellDetails));
}

void Space::forget_accesses(std::uintptr_t address, std::size_t size) const {
  const std::uintptr_t stop = (address + size + 3) & ~std::uintptr_t{3};
  clear_cells(cell(address), cell(stop));
  clear_cells(details(address), details(stop));
  clear_cells(byte_cell(address), byte_cell(stop));
  clear_cells(byte_details(address), byte_details(stop));
}

void map_global_spaces() {
  if (heap_space.ready()) return;
  heap_space = Space(reinterpret_cast<std::uintptr_t>(heap_begin), kHeapSize);
  const auto begin = reinterpret_cast<std::uintptr_t>(&__executable_start);
  image_space = Space(begin, reinterpret_cast<std::uintptr_t>(&end) - begin);
}

void map_shared_space() {
  if (shared_memory.ready()) return;
  const TlsSegment segment = find_tls_segment();
  const std::size_t size = (segment.size + segment.alignment - 1) & ~(segment.alignment - 1);
  const auto end_of_segment = reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer());
  shared_memory = Space(end_of_segment - size, size);
  static thread_local const ReleaseAtExit at_exit;
}

Space* find_global_space(std::uintptr_t address) {
  if (heap_space.contains(address)) return &heap_space;
  if (image_space.contains(address)) return &image_space;
  for (Space& space : added_spaces()) {
    if (space.contains(address)) return &space;
  }
  return nullptr;
}

void add_space(std::uintptr_t address, std::size_t size) {
  if (find_global_space(address) == nullptr) added_spaces().emplace_back(address, size);
}

void forget_all_accesses() {
  heap_space.forget_accesses(heap_space.begin(), heap_space.size());
  image_space.forget_accesses(image_space.begin(), image_space.size());
  for (const Space& space : added_spaces()) space.forget_accesses(space.begin(), space.size());
}

void set_state(const Space& space, std::uintptr_t address, std::size_t size, ByteState state) {
  std::memset(space.state(address), state, size);
}

}  // namespace simt::check
