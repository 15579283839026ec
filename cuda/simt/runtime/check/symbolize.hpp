// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief From program counters to source lines, through the program's debug information.

#include <cstdint>
#include <map>

#include "simt/core.hpp"

namespace simt::check {

/// Fills in the source line of each return address: the innermost inlined frame that is neither in a system header
/// nor in one of the emulator's. Runs `addr2line` (of binutils, which g++ needs) once.
void symbolize(std::map<std::uintptr_t, Site>& sites);

/// `file` relative to the current folder, if it lies in it. The result lives as long as the program.
const char* short_file_name(const char* file);

}  // namespace simt::check
