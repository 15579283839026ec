// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/findings.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "runtime/check/symbolize.hpp"

namespace simt::check {
namespace {

/// Kind and unordered pair of places, before places are source lines.
using Id = std::tuple<const char*, std::uint64_t, std::uint64_t>;

struct IdHash {
  std::size_t operator()(const Id& id) const {
    const std::uint64_t mixed = (std::get<1>(id) * 0x9E3779B97F4A7C15U) ^ std::get<2>(id);
    return std::hash<std::uint64_t>{}(mixed * 31 +
                                      reinterpret_cast<std::uintptr_t>(std::get<0>(id)));
  }
};

struct Store {
  std::vector<Finding> findings;
  std::unordered_map<Id, std::size_t, IdHash> known;
};

Store& store() {
  static Store* const kept = new Store;  // outlives static destructors
  return *kept;
}

std::uint64_t id_of(const Place& place) {
  if (place.pc != 0) return place.pc;
  return reinterpret_cast<std::uintptr_t>(place.site.file) * 0x10001 + place.site.line;
}

Id id_of(const char* kind, const Place& at, const Place& other) {
  const std::uint64_t a = id_of(at);
  const std::uint64_t b = id_of(other);
  return a < b ? Id{kind, a, b} : Id{kind, b, a};
}

/// The same with source lines.
std::string source_id(const Finding& finding) {
  std::string a = text_of(finding.at.place.site);
  std::string b = finding.has_other ? text_of(finding.other.place.site) : "";
  if (b < a) std::swap(a, b);
  return std::string(finding.kind) + "|" + std::to_string(finding.tool) + "|" + a + "|" + b;
}

void resolve(Place& place, const std::map<std::uintptr_t, Site>& sites) {
  if (place.pc != 0) place.site = sites.at(place.pc);
  place.site.file = short_file_name(place.site.file);
}

/// Program counters become source lines, in all findings with one run of the symbolizer.
void resolve_places(std::vector<Finding>& findings) {
  std::map<std::uintptr_t, Site> sites;
  for (const Finding& finding : findings) {
    if (finding.at.place.pc != 0) sites[finding.at.place.pc] = {};
    if (finding.other.place.pc != 0) sites[finding.other.place.pc] = {};
  }
  symbolize(sites);
  for (Finding& finding : findings) {
    resolve(finding.at.place, sites);
    resolve(finding.other.place, sites);
    if (finding.object.site.file != nullptr) {
      finding.object.site.file = short_file_name(finding.object.site.file);
    }
    const std::size_t mark = finding.message.find(kOtherPlace);
    if (mark != std::string::npos)
      finding.message.replace(mark, 1, text_of(finding.other.place.site));
  }
}

/// Whether `read`, of bytes nobody has written, is what a race looks like when the reader is first.
bool explained_by(const Finding& race, const Finding& read) {
  if (race.tool != kRacecheck || race.kernel != read.kernel || race.launch != read.launch)
    return false;
  const std::string place = text_of(read.at.place.site);
  return text_of(race.at.place.site) == place || text_of(race.other.place.site) == place;
}

/// Reads of unwritten bytes that are really races are told once, as races.
void drop_consequences(std::vector<Finding>& findings) {
  const auto is_consequence = [&](const Finding& finding) {
    const bool read = finding.tool == kInitcheck && finding.kernel != nullptr;
    return read && std::any_of(findings.begin(), findings.end(),
                               [&](const Finding& other) { return explained_by(other, finding); });
  };
  std::vector<Finding> kept;
  for (const Finding& finding : findings) {
    if (!is_consequence(finding)) kept.push_back(finding);
  }
  findings = std::move(kept);
}

}  // namespace

bool count_known(const char* kind, const Place& at, const Place& other) {
  const auto found = store().known.find(id_of(kind, at, other));
  if (found == store().known.end()) return false;
  ++store().findings[found->second].count;
  return true;
}

void keep(Finding finding) {
  store().known[id_of(finding.kind, finding.at.place, finding.other.place)] =
      store().findings.size();
  store().findings.push_back(std::move(finding));
}

Finding finding_of(
    const Thread& thread, Tools tool, const char* kind, const Place& at, const char* access) {
  Finding finding;
  finding.tool = tool;
  finding.kind = kind;
  finding.at = {at, thread.block->index, thread.index, access};
  finding.kernel = thread.block->launch->kernel.name;
  finding.launch = thread.block->launch->number;
  return finding;
}

std::size_t finding_count() { return store().findings.size(); }

std::vector<Finding> merged_findings() {
  std::vector<Finding> all = store().findings;
  resolve_places(all);
  std::vector<Finding> merged;
  std::unordered_map<std::string, std::size_t> seen;
  for (Finding& finding : all) {
    const auto [place, is_new] = seen.try_emplace(source_id(finding), merged.size());
    if (is_new) {
      merged.push_back(std::move(finding));
    } else {
      merged[place->second].count += finding.count;
    }
  }
  drop_consequences(merged);
  return merged;
}

std::string text_of(uint3 index) {
  return "(" + std::to_string(index.x) + "," + std::to_string(index.y) + "," +
         std::to_string(index.z) + ")";
}

std::string text_of(const Thread& thread) {
  return "thread " + text_of(thread.index) + ", block " + text_of(thread.block->index);
}

std::string text_of(Site site) {
  if (site.file == nullptr) return "";
  return std::string(short_file_name(site.file)) + ":" + std::to_string(site.line);
}

Object object_of(const Allocation& allocation, std::uintptr_t address) {
  Object object;
  object.known = true;
  object.name = allocation.name;
  object.size = allocation.size;
  object.offset =
      static_cast<long long>(address - reinterpret_cast<std::uintptr_t>(allocation.address));
  object.site = allocation.site;
  return object;
}

std::string describe(const Object& object, const Allocation& allocation) {
  const bool variable =
      allocation.kind == MemoryKind::Variable || allocation.kind == MemoryKind::Constant;
  const std::string size = std::to_string(object.size) + "-byte ";
  if (variable) return "the " + size + "variable " + object.name;
  const std::string place = text_of(object.site);
  return "the " + size + "allocation" + (place.empty() ? "" : " made at " + place);
}

}  // namespace simt::check
