// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief A program that runs in the emulator can read its own counters and findings (`#ifdef __SIMT__`): for tests
///        that compare them with formulas, and for tables.

#include <cstdint>

namespace simt {

/// Whether this program counts: built with hooks, and SIMT_COUNTERS names a file.
bool counting();

/// The counter `name`, as it is called in SIMT_COUNTERS's JSON, summed over the launches that have ended since
/// forget_counted(). A name that is none ends the program with status 87.
std::uint64_t counted(const char* name);

/// Begins a new sum.
void forget_counted();

/// Findings of the checkers so far.
std::uint64_t findings();

}  // namespace simt
