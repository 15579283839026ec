// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How the runtime learns of `__device__`, `__constant__`, `__managed__` and namespace-scope `__shared__`
///        variables: the rewriter puts one of these objects behind each.

#include <cstddef>
#include <cstdint>

#include "simt/core.hpp"

namespace simt {

/// Where memory came from.
enum class MemoryKind : std::uint8_t {
  Device,     ///< cudaMalloc and its relatives
  Managed,    ///< cudaMallocManaged and `__managed__` variables: valid on both sides
  Pinned,     ///< cudaMallocHost, cudaHostAlloc: host memory that device code may use
  Variable,   ///< `__device__` variables (outside the heap's range)
  Constant,   ///< `__constant__` variables (outside the heap's range)
  Registered  ///< cudaHostRegister (outside the heap's range)
};

/// A variable in device memory: known to the symbol calls and to the checkers from here on, until the program ends.
struct RegisterVariable {
  RegisterVariable(
      const volatile void* address, std::size_t size, const char* name, MemoryKind kind, Site site);
};

/// A `__shared__` variable outside functions: each OS thread has one, so it is told to every block that begins.
struct RegisterShared {
  RegisterShared(const volatile void* address, std::size_t size, const char* name, Site site);
};

}  // namespace simt
