// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/access.hpp"
#include "runtime/check/copies.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/check/objects.hpp"
#include "runtime/check/options.hpp"
#include "runtime/order.hpp"

namespace simt::check {
namespace {

struct Copies {
  std::vector<HostCopy> all;        // that later operations may race with
  std::vector<HostCopy> unordered;  // with the launch that runs
};

Copies& copies() {
  static Copies kept;
  return kept;
}

bool overlap(const HostCopy& copy, std::uintptr_t address, std::size_t size) {
  return copy.begin < address + size && address < copy.begin + copy.size;
}

/// Forgets copies that the host has waited for: nothing races with them any more.
void prune() {
  constexpr std::size_t kMany = 256;
  std::vector<HostCopy>& all = copies().all;
  if (all.size() < kMany) return;
  const unsigned now = begin_host_operation();
  std::size_t kept = 0;
  for (const HostCopy& copy : all) {
    if (!happens_before(copy.operation, now)) all[kept++] = copy;
  }
  all.resize(kept);
}

Finding copy_finding(const HostCopy& copy, const Place& other) {
  Finding finding;
  finding.tool = kRacecheck;
  finding.kind = "global_race";
  finding.at.place.site = copy.site;
  finding.at.access = "copy";
  finding.has_other = true;
  finding.other.place = other;
  finding.size = copy.size;
  finding.address = copy.begin;
  finding.object = find_object(copy.begin, false);
  return finding;
}

std::string what(const HostCopy& copy) {
  return std::string(copy.call) + (copy.write ? " writes " : " reads ") +
         std::to_string(copy.size) + " B that ";
}

const char* const kUnordered = ", and no stream, event or synchronisation orders the two";

void compare_with_copy(const HostCopy& copy, const HostCopy& earlier) {
  if (!copy.write && !earlier.write) return;
  if (!overlap(earlier, copy.begin, copy.size) || happens_before(earlier.operation, copy.operation))
    return;
  const Place other{0, earlier.site};
  if (count_known("global_race", {0, copy.site}, other)) return;
  Finding finding = copy_finding(copy, other);
  finding.other.access = "copy";
  finding.message = what(copy) + earlier.call + (earlier.write ? " writes" : " reads") + " at " +
                    kOtherPlace + kUnordered;
  keep(std::move(finding));
}

/// The first key of the launches that are not ordered before the operation; the next key if there are none.
Key first_unordered_key(unsigned operation) {
  const auto& launches = keys().launches();
  Key first = keys().next();
  for (std::size_t i = launches.size(); i-- > 0;) {
    const bool ordered = happens_before(launches[i].operation, operation);
    if (!ordered) first = launches[i].first_key;
    if (ordered && launches[i].all_ordered) break;
  }
  return first;
}

void report_launch(const HostCopy& copy, Key key, unsigned rank, std::uint32_t pc, bool write) {
  const Place other{pc, {}};
  if (count_known("global_race", {0, copy.site}, other)) return;
  const BlockRecord& block = keys().block(keys().owner(key));
  const LaunchRecord& launch = keys().launch(block.launch);
  Finding finding = copy_finding(copy, other);
  const uint3 size = launch.block_size;
  finding.other.block = block.index;
  finding.other.thread = {rank % size.x, rank / size.x % size.y, rank / size.x / size.y};
  finding.other.access = write ? "write" : "read";
  finding.message = what(copy) + "kernel " + launch.kernel + " (launch " +
                    std::to_string(launch.number) + ") " + (write ? "writes" : "reads") + " at " +
                    kOtherPlace + kUnordered;
  keep(std::move(finding));
}

/// Whether the record races with the copy; reports it.
bool compare_with_record(
    const HostCopy& copy, Key first, Key key, unsigned rank, std::uint32_t pc, bool write) {
  if (key < first || key == kSplit) return false;
  if (happens_before(keys().launch_of(key).operation, copy.operation)) return false;
  report_launch(copy, key, rank, pc, write);
  return true;
}

bool compare_with_cell(const HostCopy& copy,
                       Key first,
                       const Cell& cell,
                       const CellDetails& details) {
  if (cell.write_key == 0 && cell.read_key == 0) return false;
  const unsigned writer = role_rank(cell.writer);
  if (compare_with_record(copy, first, cell.write_key, writer, details.write_pc, true)) return true;
  if (!copy.write) return false;
  const std::uint64_t tag = tag_of(cell, details);
  const unsigned rank = tag_warp(tag) * 32 + role_rank(details.first_reader);
  if (compare_with_record(copy, first, tag_key(tag), rank, details.read_pc, false)) return true;
  const std::uint64_t other = details.other_tag;
  return compare_with_record(copy, first, tag_key(other), tag_warp(other) * 32, details.other_pc,
                             false);
}

void compare_with_launches(const HostCopy& copy) {
  const Key first = first_unordered_key(copy.operation);
  const Space* space = find_global_space(copy.begin);
  if (first == keys().next() || space == nullptr) return;
  for (std::uintptr_t at = copy.begin; at < copy.begin + copy.size; at += 4) {
    const Cell& cell = *space->cell(at);
    bool found = compare_with_cell(copy, first, cell, *space->details(at));
    for (std::uintptr_t byte = at & ~std::uintptr_t{3}, i = 0;
         cell.write_key == kSplit && i < 4 && !found; ++i) {
      found = compare_with_cell(copy, first, *space->byte_cell(byte + i),
                                *space->byte_details(byte + i));
    }
    if (found) return;
  }
}

}  // namespace

void begin_launch_copies(const LaunchState& launch) {
  std::vector<HostCopy>& unordered = copies().unordered;
  unordered.clear();
  for (const HostCopy& copy : copies().all) {
    if (!happens_before(copy.operation, launch.operation)) unordered.push_back(copy);
  }
  long_way &= static_cast<unsigned char>(~kCopies);
  if (!unordered.empty()) long_way |= kCopies;
}

void compare_with_copies(Thread& thread, const AccessInfo& info) {
  for (const HostCopy& copy : copies().unordered) {
    if (!overlap(copy, info.address, info.size) || (!copy.write && !is_write(info))) continue;
    const Place at{info.pc, {}};
    const Place other{0, copy.site};
    if (count_known("global_race", at, other)) return;
    const char* access = info.access == Access::Atomic ? "atomic"
                         : is_write(info)              ? "write"
                                                       : "read";
    Finding finding = finding_of(thread, kRacecheck, "global_race", at, access);
    finding.has_other = true;
    finding.other.place = other;
    finding.other.access = "copy";
    finding.message = std::to_string(info.size) + "-byte " + access + " by " + text_of(thread) +
                      " races with " + copy.call + " at " + kOtherPlace +
                      ", which no stream, event or synchronisation puts before this launch";
    finding.size = info.size;
    finding.address = info.address;
    finding.object = find_object(info.address, false);
    keep(std::move(finding));
    return;
  }
}

void check_copy_races(const HostCopy& copy) {
  if (!enabled(kRacecheck)) return;
  prune();
  for (const HostCopy& earlier : copies().all) compare_with_copy(copy, earlier);
  compare_with_launches(copy);
  copies().all.push_back(copy);
}

}  // namespace simt::check
