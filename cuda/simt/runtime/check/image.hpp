// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the program's image holds besides registered variables: constants of the compiler's, and static
///        locals of device functions.

#include <cstdint>

namespace simt::check {

/// Memory that device code may read: a read-only segment (tables and literals), or a static local variable.
bool is_readable_image(std::uintptr_t address);

/// A static variable of a function: device memory, if a device function.
bool is_local_static(std::uintptr_t address);

/// The flag, at this offset in the thread-local segment, that a shared variable with a constructor has been set up.
bool is_tls_guard(std::uintptr_t offset);

}  // namespace simt::check
