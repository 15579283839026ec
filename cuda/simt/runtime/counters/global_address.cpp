// SPDX-License-Identifier: Apache-2.0
#include "runtime/counters/global_address.hpp"

#include <algorithm>
#include <vector>

#include "runtime/check/image.hpp"
#include "runtime/heap.hpp"

namespace simt::counters {
namespace {

/// A registered variable. It never goes away.
struct Variable {
  std::uint64_t begin;
  std::uint64_t size;
  bool constant;
};

std::vector<Variable>& known_variables() {
  static std::vector<Variable> variables;
  return variables;
}

const Variable* find_variable(std::uint64_t address) {
  std::vector<Variable>& known = known_variables();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [=](const Variable& v) { return address - v.begin < v.size; });
  if (found != known.end()) {
    // Few variables are used at a time: those come to be first.
    if (found != known.begin()) std::swap(*found, *(found - 1));
    return found == known.begin() ? &*found : &*(found - 1);
  }
  const Allocation* allocation = living_allocation(reinterpret_cast<const void*>(address));
  if (allocation == nullptr) return nullptr;
  const auto begin = reinterpret_cast<std::uintptr_t>(allocation->address);
  known.push_back({begin, allocation->size, allocation->kind == MemoryKind::Constant});
  return &known.back();
}

}  // namespace

std::optional<std::uint64_t> global_address(const check::AccessInfo& info) {
  if (info.space != &check::image_space) return info.address;
  const Variable* variable = find_variable(info.address);
  if (variable != nullptr) {
    if (variable->constant) return std::nullopt;
    constexpr std::uint64_t kAlignment = 256;
    const std::uint64_t aligned = (variable->begin + kAlignment - 1) / kAlignment * kAlignment;
    return aligned + (info.address - variable->begin);
  }
  // Without a name of its own: a static local of a device function, or a table of constants.
  if (!check::is_local_static(info.address)) return std::nullopt;
  return info.address;
}

}  // namespace simt::counters
