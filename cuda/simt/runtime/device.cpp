// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What a device thread asks of its machine: the clock, traps, and in which memory an address lies.
#include "simt/device.hpp"

#include <chrono>

#include "runtime/heap.hpp"
#include "runtime/machine.hpp"
#include <link.h>

namespace simt {
namespace {

/// Bytes of the program's own thread-local variables, among them all that is shared by a block.
std::size_t thread_local_size() {
  static const std::size_t size = [] {
    std::size_t found = 0;
    // The program itself comes first.
    dl_iterate_phdr(
        [](dl_phdr_info* program, std::size_t, void* result) {
          for (int i = 0; i < program->dlpi_phnum; ++i) {
            const ElfW(Phdr)& segment = program->dlpi_phdr[i];
            if (segment.p_type != PT_TLS) continue;
            const std::size_t mask = segment.p_align - 1;
            *static_cast<std::size_t*>(result) = (segment.p_memsz + mask) & ~mask;
          }
          return 1;
        },
        &found);
    return found;
  }();
  return size;
}

/// Where the thread-local variables of this OS thread end.
const char* thread_local_end() {
  const char* end = nullptr;
  __asm__("mov %%fs:0, %0" : "=r"(end));
  return end;
}

}  // namespace

std::uint64_t global_timer() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

bool is_shared(const void* address) {
  const char* end = thread_local_end();
  return address >= end - thread_local_size() && address < end;
}

bool is_local(const void* address) {
  return address >= fiber_stacks_begin && address < fiber_stacks_begin + kFiberStacksSize;
}

bool is_constant(const void* address) {
  const Allocation* allocation = living_allocation(address);
  return allocation != nullptr && allocation->kind == MemoryKind::Constant;
}

bool is_global(const void* address) {
  return address != nullptr && !is_shared(address) && !is_local(address) && !is_constant(address);
}

void trap(int error) { stop_launch(error); }

}  // namespace simt
