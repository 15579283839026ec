// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which checkers run, and where their results go: the build's choice, narrowed by the environment.

#include <cstdint>
#include <string>

namespace simt::check {

/// The tools, as bits of `simt_build_checks`.
enum Tools : unsigned {
  kMemcheck = 1,
  kRacecheck = 2,
  kInitcheck = 4,
  kSynccheck = 8,
  kLeakcheck = 16,
  kApicheck = 32,
  kCounters = 64
};
inline constexpr unsigned kToolCount = 6;
extern const char* const kToolNames[kToolCount];

/// The tools that run in this program; none until the first instrumented object has been initialised.
extern unsigned tools;

inline bool enabled(Tools tool) { return (tools & tool) != 0; }

/// Reads `simt_build_checks` and SIMT_CHECK. Names in SIMT_CHECK that nobody knows end the program with status 2.
void read_options();

/// SIMT_JSON; empty: none.
std::string json_path();
/// SIMT_LIMIT: findings that are printed.
unsigned print_limit();

}  // namespace simt::check
