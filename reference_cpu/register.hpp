// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// @ingroup reference
/// @brief The one list of ops that the reference implements.

namespace warplight::reference {

/// Enters every reference op into the table of ops. Every program calls it once, first thing in main:
/// an initialiser that ran by itself would be dropped by the linker together with its object file.
void register_ops();

}  // namespace warplight::reference
