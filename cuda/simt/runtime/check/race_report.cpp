// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/race_report.hpp"

#include <cstring>

#include "runtime/check/access.hpp"
#include "runtime/check/findings.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/check/objects.hpp"

namespace simt::check {

namespace {

/// What a suspicion needs to become a finding.
struct OpenSuspicion {
  Thread* thread;
  AccessInfo info;
  Conflict conflict;
  bool read_seen;
  std::vector<char> before;  // what memory held before the store
} open_suspicion;

uint3 index_in_block(unsigned rank, uint3 size) {
  return {rank % size.x, rank / size.x % size.y, rank / size.x / size.y};
}

const char* name_of(bool write, unsigned flags) {
  if ((flags & kRoleAtomic) != 0) return "atomic";
  return write ? "write" : "read";
}

std::string sized(std::size_t size, const char* name) {
  return std::to_string(size) + "-byte " + name;
}

}  // namespace

void report_race(Thread& thread, const AccessInfo& info, const Conflict& conflict) {
  const char* kind = info.shared ? "shared_race" : "global_race";
  const Place at{info.pc, {}};
  const Place earlier{conflict.pc, {}};
  if (count_known(kind, at, earlier)) return;
  const BlockRecord& block = info.shared ? keys().block(thread.check->block->id)
                                         : keys().block(keys().owner(conflict.key));
  const LaunchRecord& launch = keys().launch(block.launch);
  const char* access = name_of(is_write(info), role_flags_of(info));
  Finding finding = finding_of(thread, kRacecheck, kind, at, access);
  finding.has_other = true;
  finding.other = {earlier, block.index, index_in_block(conflict.rank, launch.block_size),
                   name_of(conflict.write, conflict.flags)};
  const bool other_launch = block.launch != thread.block->launch->check->index;
  const bool one_block =
      !other_launch && std::memcmp(&block.index, &thread.block->index, sizeof(uint3)) == 0;
  finding.message = sized(info.size, access) + " by thread " + text_of(thread.index) +
                    (one_block ? "" : ", block " + text_of(thread.block->index)) + " races with " +
                    sized(conflict.size, finding.other.access) + " at " + kOtherPlace +
                    " by thread " + text_of(finding.other.thread) + ", block " +
                    text_of(block.index);
  if (other_launch) {
    finding.message += std::string(" of kernel ") + launch.kernel + ", launch " +
                       std::to_string(launch.number) +
                       ", which no stream, event or synchronisation puts before this one";
  }
  finding.size = info.size;
  finding.space = info.shared ? "shared" : "global";
  finding.address = info.address;
  finding.object = find_object(info.address, info.shared);
  keep(std::move(finding));
}

void suspect(Thread& thread, const AccessInfo& info, const Conflict& conflict) {
  settle_suspicion();
  const auto* bytes = reinterpret_cast<const char*>(info.address);
  open_suspicion = {&thread, info, conflict, false, std::vector<char>(bytes, bytes + info.size)};
  long_way |= kSuspicion;
}

void settle_suspicion() {
  if ((long_way & kSuspicion) == 0) return;
  long_way &= static_cast<unsigned char>(~kSuspicion);
  const AccessInfo& info = open_suspicion.info;
  const auto* now = reinterpret_cast<const char*>(info.address);
  if (std::memcmp(open_suspicion.before.data(), now, info.size) == 0) return;
  report_race(*open_suspicion.thread, info, open_suspicion.conflict);
}

void settle_if_stored(Thread& thread, bool is_read) {
  // `*a = *b` announces the write, then the read, then copies.
  if (&thread == open_suspicion.thread && is_read && !open_suspicion.read_seen) {
    open_suspicion.read_seen = true;
    return;
  }
  settle_suspicion();
}

}  // namespace simt::check
