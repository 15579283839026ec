// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What malloc, free, new and delete of a checked program do (simt/device_heap.hpp): in host code what they
///        always do, in a kernel an allocation with a guard around it, uninitialised, that may be freed once.
#include <cstdlib>
#include <new>

#include "runtime/check/events.hpp"
#include "runtime/heap.hpp"
#include "runtime/machine.hpp"

namespace simt {
namespace {

constexpr unsigned kDeviceKind = 1U << static_cast<unsigned>(MemoryKind::Device);

/// The line of the call is not known without a look into debug information: the kernel's stands for it.
Site kernel_site() { return current->block->launch->kernel.site; }

void* allocate_in_kernel(std::size_t size, const char* call) {
  void* const address = allocate(size == 0 ? 1 : size, MemoryKind::Device, call, kernel_site());
  if (address != nullptr && checked) check::allocated(*find_allocation(address));
  return address;
}

void free_in_kernel(void* address) {
  const Freed freed = release(address, kDeviceKind, kernel_site());
  if (!checked) return;
  if (freed == Freed::Done) {
    check::freed(*find_allocation(address));
  } else {
    check::invalid_free(address, kernel_site(), freed == Freed::Twice);
  }
}

}  // namespace
}  // namespace simt

extern "C" {

void* simt_malloc(std::size_t size) {
  return simt::current == nullptr ? std::malloc(size) : simt::allocate_in_kernel(size, "malloc");
}

void simt_free(void* address) {
  if (simt::current == nullptr || !simt::in_heap(address)) {
    std::free(address);
  } else {
    simt::free_in_kernel(address);
  }
}

void* simt_new(std::size_t size) {
  return simt::current == nullptr ? ::operator new(size) : simt::allocate_in_kernel(size, "new");
}

void simt_delete(void* address) {
  if (simt::current == nullptr || !simt::in_heap(address)) {
    ::operator delete(address);
  } else {
    simt::free_in_kernel(address);
  }
}
}
