// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What has been counted: launch by launch, and over all launches line by line.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/counters/counts.hpp"
#include "runtime/counters/instructions.hpp"
#include "simt/core.hpp"

namespace simt::counters {

/// A launch that has ended.
struct LaunchCounts {
  const char* kernel = "";
  unsigned launch = 0;
  dim3 grid;
  dim3 block;
  std::uint64_t dynamic_shared = 0;
  std::uint64_t static_shared = 0;
  Counts counts = {};
};

/// A kernel, and a place in its code: by program counter, or by source line where that is 0.
struct CodePlace {
  const char* kernel;
  std::uintptr_t pc;
  Site site;

  friend bool operator<(const CodePlace& a, const CodePlace& b) {
    return std::tie(a.kernel, a.pc, a.site.file, a.site.line) <
           std::tie(b.kernel, b.pc, b.site.file, b.site.line);
  }
};

struct Tally {
  std::vector<LaunchCounts> launches;
  std::map<CodePlace, Counts> lines;
};

/// The launches that have ended so far.
const std::vector<LaunchCounts>& finished_launches();

/// Adds what the instruction did.
void add(Counts& counts, const Instruction& instruction);

/// The whole file, the lines behind the launches; `device` is its name.
std::string to_json(const Tally& tally, const std::string& device);

}  // namespace simt::counters
