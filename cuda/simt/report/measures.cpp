// SPDX-License-Identifier: Apache-2.0
#include "report/measures.hpp"

#include <algorithm>

namespace simt::report {
namespace {

constexpr double kSector = 32;
constexpr double kLanes = 32;

double number(const Counters& counters, const std::string& name) {
  return static_cast<double>(counters[name]);
}

}  // namespace

double GlobalAccess::moved() const { return kSector * sectors; }

double GlobalAccess::sectors_per_request() const { return requests == 0 ? 0 : sectors / requests; }

double GlobalAccess::ideal_per_request() const {
  return requests == 0 ? 0 : std::min(bytes, moved()) / kSector / requests;
}

double GlobalAccess::efficiency() const {
  return sectors == 0 ? 1 : std::min(1.0, bytes / moved());
}

GlobalAccess global_access(const Counters& counters, const std::string& way) {
  const std::string prefix = "global_" + way + "_";
  return {number(counters, prefix + "requests"), number(counters, prefix + "active_lanes"),
          number(counters, prefix + "bytes"), number(counters, prefix + "sectors"),
          number(counters, prefix + "unique_bytes")};
}

GlobalAccess all_global_accesses(const Counters& counters) {
  const GlobalAccess loads = global_access(counters, "load");
  const GlobalAccess stores = global_access(counters, "store");
  return {loads.requests + stores.requests, loads.active_lanes + stores.active_lanes,
          std::min(loads.bytes, loads.moved()) + std::min(stores.bytes, stores.moved()),
          loads.sectors + stores.sectors, loads.unique + stores.unique};
}

SharedAccess shared_access(const Counters& counters, const std::string& way) {
  const std::string prefix = "shared_" + way + "_";
  return {number(counters, prefix + "requests"), number(counters, prefix + "wavefronts"),
          number(counters, prefix + "conflicts")};
}

double divergence(const Counters& counters) {
  const GlobalAccess all = all_global_accesses(counters);
  return all.requests == 0 ? 0 : 1 - all.active_lanes / (kLanes * all.requests);
}

std::vector<std::pair<std::string, std::uint64_t>> operations(const Counters& counters) {
  static const std::pair<const char*, const char*> names[] = {{"barriers", "barriers"},
                                                              {"warp_syncs", "warp syncs"},
                                                              {"shuffles", "shuffles"},
                                                              {"votes", "votes"},
                                                              {"matches", "matches"},
                                                              {"warp_reduces", "warp reduces"},
                                                              {"mma", "mma"},
                                                              {"ldmatrix", "ldmatrix"},
                                                              {"async_copies", "async copies"},
                                                              {"fences", "fences"},
                                                              {"global_atomics", "global atomics"},
                                                              {"shared_atomics", "shared atomics"}};
  std::vector<std::pair<std::string, std::uint64_t>> result;
  for (const auto& [name, words] : names) {
    if (counters[name] != 0) result.emplace_back(words, counters[name]);
  }
  return result;
}

std::string size_text(const Size& size) {
  std::string text = std::to_string(size[0]);
  if (size[1] != 1 || size[2] != 1) text += " x " + std::to_string(size[1]);
  if (size[2] != 1) text += " x " + std::to_string(size[2]);
  return text;
}

}  // namespace simt::report
