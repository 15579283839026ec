// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which allocation or variable an address belongs to; the shared variables of the block that runs.

#include <cstdint>
#include <vector>

#include "runtime/check/findings.hpp"

namespace simt::check {

/// A shared variable of the block that runs on this OS thread.
struct SharedVariable {
  std::uintptr_t address;
  std::size_t size;
  const char* name;
  Site site;
};

/// Those that threads of this block have declared so far, dynamic shared memory included.
const std::vector<SharedVariable>& shared_variables();
/// A new block begins: only variables outside functions are declared, all are unwritten.
void reset_shared_variables(std::size_t dynamic_size);

/// The object at `address`, or the nearest one to it.
Object find_object(std::uintptr_t address, bool shared);

}  // namespace simt::check
