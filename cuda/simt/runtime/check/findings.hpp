// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the checkers found: kept until the end, when places in the source are known and equal ones are counted.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/check/options.hpp"
#include "runtime/heap.hpp"
#include "runtime/machine.hpp"

namespace simt::check {

/// A place in the source: by program counter (a return address), or already known.
struct Place {
  std::uintptr_t pc = 0;
  Site site = {};
};

/// A thread and where it stands.
struct Party {
  Place place;
  uint3 block = {};
  uint3 thread = {};
  const char* access = "";  ///< read, write, atomic, barrier, copy, free, launch
};

/// The allocation or variable that an address belongs to, or misses.
struct Object {
  bool known = false;
  std::string name;
  std::size_t size = 0;
  long long offset = 0;  ///< of the address, from the object's begin
  Site site = {};        ///< of the allocating call or the definition
};

struct Finding {
  Tools tool = kMemcheck;
  const char* kind = "";  ///< lives as long as the program
  std::string message;    ///< kOtherPlace in it stands for where the other party is
  Party at;
  bool has_other = false;
  Party other;
  const char* kernel = nullptr;  ///< null: not in a kernel
  unsigned launch = 0;
  std::size_t size = 0;
  const char* space = "global";
  std::uintptr_t address = 0;
  Object object;
  std::uint64_t count = 1;
};

inline constexpr char kOtherPlace = '\1';

/// Whether the same has been found before at these places; counts it then. Cheap: asked before a finding is made.
bool count_known(const char* kind, const Place& at, const Place& other);
/// Keeps a finding (that count_known() did not know).
void keep(Finding finding);
/// A finding in a kernel, filled in as far as the thread tells: party, kernel, launch.
Finding finding_of(
    const Thread& thread, Tools tool, const char* kind, const Place& at, const char* access);

/// How many findings there are so far, before equal source lines are merged.
std::size_t finding_count();
/// All findings, merged; places hold source lines from now on.
std::vector<Finding> merged_findings();

/// "(1,2,3)"
std::string text_of(uint3 index);
/// "thread (1,0,0), block (0,0,0)"
std::string text_of(const Thread& thread);
/// "FILE:LINE", or "" if not known.
std::string text_of(Site site);
/// The object at a heap or variable address.
Object object_of(const Allocation& allocation, std::uintptr_t address);
/// "the 400-byte allocation made at x.cu:5" or "the 400-byte array s".
std::string describe(const Object& object, const Allocation& allocation);

}  // namespace simt::check
