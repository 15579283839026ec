// SPDX-License-Identifier: Apache-2.0
#include "runtime/counters/tally.hpp"

#include "runtime/check/symbolize.hpp"

namespace simt::counters {
namespace {

/// Where the counters of a kind of access begin, in their order.
struct Columns {
  Counter requests;
  Counter active_lanes;  // kCounterCount where there is none, as below
  Counter bytes;
  Counter units;  // sectors, wavefronts
  Counter conflicts;
};

Columns columns_of(Kind kind) {
  switch (kind) {
    case Kind::GlobalLoad:
      return {kGlobalLoadRequests, kGlobalLoadActiveLanes, kGlobalLoadBytes, kGlobalLoadSectors,
              kCounterCount};
    case Kind::GlobalStore:
      return {kGlobalStoreRequests, kGlobalStoreActiveLanes, kGlobalStoreBytes, kGlobalStoreSectors,
              kCounterCount};
    case Kind::SharedLoad:
      return {kSharedLoadRequests, kCounterCount, kCounterCount, kSharedLoadWavefronts,
              kSharedLoadConflicts};
    case Kind::SharedStore:
      return {kSharedStoreRequests, kCounterCount, kCounterCount, kSharedStoreWavefronts,
              kSharedStoreConflicts};
    case Kind::GlobalAtomic:
      return {kCounterCount, kGlobalAtomics, kCounterCount, kCounterCount, kCounterCount};
    case Kind::SharedAtomic:
      return {kCounterCount, kSharedAtomics, kCounterCount, kCounterCount, kCounterCount};
  }
  return {kCounterCount, kCounterCount, kCounterCount, kCounterCount, kCounterCount};
}

using LineKey = std::tuple<std::string, std::string, unsigned>;  // kernel, file, line

/// Several instructions may stand on one line.
std::map<LineKey, Counts> merge_lines(const std::map<CodePlace, Counts>& places) {
  std::map<std::uintptr_t, Site> sites;
  for (const auto& [place, counts] : places) {
    if (place.pc != 0) sites[place.pc] = {};
  }
  check::symbolize(sites);
  std::map<LineKey, Counts> lines;
  for (const auto& [place, counts] : places) {
    const Site site = place.pc != 0 ? sites.at(place.pc) : place.site;
    if (site.file == nullptr || site.line == 0) continue;
    Counts& line = lines[{place.kernel, check::short_file_name(site.file), site.line}];
    for (unsigned i = 0; i < kCounterCount; ++i) line[i] += counts[i];
  }
  return lines;
}

std::string quoted(const std::string& text) {
  constexpr char kSpace = ' ';
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) >= static_cast<unsigned char>(kSpace)) result += c;
  }
  return result + '"';
}

std::string member(const char* name, std::uint64_t value) {
  return quoted(name) + ":" + std::to_string(value);
}

std::string member(const char* name, dim3 size) {
  return quoted(name) + ":[" + std::to_string(size.x) + "," + std::to_string(size.y) + "," +
         std::to_string(size.z) + "]";
}

std::string launch_json(const LaunchCounts& launch) {
  std::string json = "{\"kernel\":" + quoted(launch.kernel) + "," +
                     member("launch", launch.launch) + "," + member("grid", launch.grid) + "," +
                     member("block", launch.block) + "," +
                     member("dynamic_shared", launch.dynamic_shared) + "," +
                     member("static_shared", launch.static_shared);
  for (unsigned i = 0; i < kCounterCount; ++i) {
    json += "," + member(kCounterNames[i], launch.counts[i]);
  }
  return json + "}";
}

/// Counters that are 0 are left out.
std::string line_json(const LineKey& key, const Counts& counts) {
  std::string json = "{\"kernel\":" + quoted(std::get<0>(key)) +
                     ",\"file\":" + quoted(std::get<1>(key)) + "," +
                     member("line", std::get<2>(key));
  for (unsigned i = 0; i < kCounterCount; ++i) {
    if (counts[i] != 0) json += "," + member(kCounterNames[i], counts[i]);
  }
  return json + "}";
}

}  // namespace

void add(Counts& counts, const Instruction& instruction) {
  const Columns columns = columns_of(instruction.kind);
  const auto add_to = [&](Counter counter, std::uint64_t value) {
    if (counter != kCounterCount) counts[counter] += value;
  };
  add_to(columns.requests, instruction.requests);
  add_to(columns.active_lanes, instruction.active_lanes);
  add_to(columns.bytes, instruction.active_lanes * instruction.size);
  add_to(columns.units, is_global(instruction.kind) ? instruction.sectors : instruction.wavefronts);
  add_to(columns.conflicts, instruction.conflicts);
}

std::string to_json(const Tally& tally, const std::string& device) {
  std::string json = "{\"version\":1,\"device\":" + quoted(device) + ",\"kernels\":[";
  const char* separator = "\n";
  for (const LaunchCounts& launch : tally.launches) {
    json += separator + launch_json(launch);
    separator = ",\n";
  }
  json += "],\n\"lines\":[";
  separator = "\n";
  for (const auto& [key, counts] : merge_lines(tally.lines)) {
    json += separator + line_json(key, counts);
    separator = ",\n";
  }
  return json + "]}\n";
}

}  // namespace simt::counters
