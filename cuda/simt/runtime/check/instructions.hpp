// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the compiler's code says about an access that its hook does not.

#include <cstdint>

namespace simt::check {

/// Whether the 16 bytes that the hook at this return address announced are moved by an instruction that needs no
/// alignment: then they are a structure of 8-byte members, not a float4.
bool moves_unaligned(std::uintptr_t pc);

}  // namespace simt::check
