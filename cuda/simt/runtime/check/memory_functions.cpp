// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief memcpy and its like, as checked programs call them: the rewriter gives them these names.
#include <cstring>

#include "runtime/check/access.hpp"

namespace simt::check {
namespace {

void note(const void* address, std::size_t size, Access access, const void* pc) {
  if (current == nullptr || size == 0) return;
  any_access(*current, {reinterpret_cast<std::uintptr_t>(address), size,
                        reinterpret_cast<std::uintptr_t>(pc), access, kRange, nullptr, false});
}

}  // namespace
}  // namespace simt::check

#define SIMT_NOTE_RANGE(address, size, access) \
  simt::check::note((address), (size), simt::Access::access, __builtin_return_address(0))

extern "C" {

void* simt_memcpy(void* to, const void* from, std::size_t size) {
  SIMT_NOTE_RANGE(from, size, Read);
  SIMT_NOTE_RANGE(to, size, Write);
  return std::memcpy(to, from, size);
}

void* simt_memmove(void* to, const void* from, std::size_t size) {
  SIMT_NOTE_RANGE(from, size, Read);
  SIMT_NOTE_RANGE(to, size, Write);
  return std::memmove(to, from, size);
}

void* simt_memset(void* to, int value, std::size_t size) {
  SIMT_NOTE_RANGE(to, size, Write);
  return std::memset(to, value, size);
}

int simt_memcmp(const void* a, const void* b, std::size_t size) {
  SIMT_NOTE_RANGE(a, size, Read);
  SIMT_NOTE_RANGE(b, size, Read);
  return std::memcmp(a, b, size);
}
}
