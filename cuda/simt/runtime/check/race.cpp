// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/race.hpp"

#include "runtime/check/keys.hpp"
#include "runtime/check/race_report.hpp"

namespace simt::check {
namespace {

constexpr std::uint64_t kTagMask = (std::uint64_t{1} << 48) - 1;

bool same_block(Key key, bool shared, const ThreadState& thread) {
  return shared || keys().owner(key) == thread.block->id;
}

/// Whether two accesses, at least one a write, race if they are not ordered.
bool may_race(unsigned a, unsigned b, bool shared, bool one_block) {
  constexpr unsigned kStrong = kRoleVolatile | kRoleAtomic;
  if ((a & b & kRoleAtomic) != 0) return ((a | b) & kRoleBlockScope) != 0 && !one_block;
  return shared || (a & kStrong) == 0 || (b & kStrong) == 0;
}

std::uint32_t other_role(const CellDetails& details) {
  return make_role(static_cast<unsigned>(details.other_tag >> 48) & 31, 0, details.other_tag >> 56);
}

/// One check of one access; goes through its granules.
class RaceCheck {
 public:
  RaceCheck(Thread& thread, const AccessInfo& info, bool remember)
      : thread_(thread),
        self_(*thread.check),
        info_(info),
        flags_(role_flags_of(info)),
        write_(is_write(info)),
        remember_(remember),
        threshold_(info.shared ? self_.block_base : self_.global_base) {}

  void run() {
    const std::uintptr_t stop = info_.address + info_.size;
    for (std::uintptr_t at = info_.address; at < stop;) {
      const std::uintptr_t next = (at & ~std::uintptr_t{3}) + 4;
      const std::uintptr_t end = next < stop ? next : stop;
      granule(at, end);
      at = end;
    }
    if (found_) {
      report_race(thread_, info_, conflict_);
    } else if (suspected_) {
      suspect(thread_, info_, suspected_conflict_);
    }
  }

 private:
  void granule(std::uintptr_t at, std::uintptr_t end) {
    Cell& cell = *info_.space->cell(at);
    CellDetails& details = *info_.space->details(at);
    const bool whole = end - at == 4;
    if (cell.write_key == kSplit) {
      if (whole && all_bytes_old(at)) {
        cell = {};
      } else {
        bytes(at, end);
        return;
      }
    } else if (!whole) {
      split(at & ~std::uintptr_t{3}, cell, details);
      bytes(at, end);
      return;
    }
    one(cell, details);
  }

  void bytes(std::uintptr_t at, std::uintptr_t end) {
    for (; at < end; ++at) one(*info_.space->byte_cell(at), *info_.space->byte_details(at));
  }

  /// Each byte gets a cell of its own.
  void split(std::uintptr_t granule, Cell& cell, CellDetails& details) const {
    for (std::uintptr_t at = granule; at < granule + 4; ++at) {
      *info_.space->byte_cell(at) = cell;
      *info_.space->byte_details(at) = details;
    }
    cell = {};
    cell.write_key = kSplit;
    details = {};
  }

  bool all_bytes_old(std::uintptr_t granule) const {
    for (std::uintptr_t at = granule; at < granule + 4; ++at) {
      const Cell& cell = *info_.space->byte_cell(at);
      const Key read = cell.read_key & ~kMarked;
      const Key other = tag_key(info_.space->byte_details(at)->other_tag);
      if (cell.write_key >= threshold_ || read >= threshold_ || other >= threshold_) return false;
    }
    return true;
  }

  void one(Cell& cell, CellDetails& details) {
    compare_with_write(cell, details);
    if (!write_) {
      if (remember_) add_reader(cell, details);
      return;
    }
    bool clean = true;
    if (cell.read_key != 0) {
      clean = compare_with_readers(tag_of(cell, details), cell.read_lanes, details.read_pc,
                                   details.first_reader);
    }
    if (details.other_tag != 0) {
      clean = compare_with_readers(details.other_tag & kTagMask, details.other_lanes,
                                   details.other_pc, other_role(details)) &&
              clean;
    }
    if (!remember_) return;
    if (clean) {
      cell.read_key = 0;
      details.other_tag = 0;
    } else {
      cell.read_key |= kMarked;
    }
    // A plain write that the thread's own atomic follows still races with the atomics of others.
    const bool own = cell.write_key == self_.key && role_rank(cell.writer) == self_.rank;
    if (own && flags_ != 0 && role_flags(cell.writer) == 0) return;
    cell.write_key = self_.key;
    cell.writer = make_role(self_.rank, flags_, info_.size);
    details.write_pc = static_cast<std::uint32_t>(info_.pc);
  }

  void compare_with_write(const Cell& cell, const CellDetails& details) {
    if (cell.write_key < threshold_) return;
    const unsigned rank = role_rank(cell.writer);
    if (came_before(cell.write_key, rank, info_.shared, self_)) return;
    const unsigned flags = role_flags(cell.writer);
    if (!may_race(flags, flags_, info_.shared, same_block(cell.write_key, info_.shared, self_)))
      return;
    const Conflict conflict{cell.write_key,         rank, details.write_pc, flags,
                            role_size(cell.writer), true};
    if (write_ && ((flags | flags_) & kRoleAtomic) == 0) {
      if (!suspected_) suspected_conflict_ = conflict;
      suspected_ = true;
    } else {
      found(conflict);
    }
  }

  /// Whether all the lanes came before.
  bool compare_with_readers(std::uint64_t tag,
                            std::uint32_t lanes,
                            std::uint32_t pc,
                            std::uint32_t first) {
    const Key key = tag_key(tag);
    if (key < threshold_) return true;
    const unsigned first_rank = tag_warp(tag) * 32;
    const unsigned first_lane = role_rank(first);
    bool clean = true;
    // The lane whose program counter is known is the best witness.
    for (unsigned i = 0; i < 33; ++i) {
      const unsigned lane = i == 0 ? first_lane : i - 1;
      if ((lanes >> lane & 1U) == 0) continue;
      if (came_before(key, first_rank + lane, info_.shared, self_)) continue;
      clean = false;
      if (!may_race(tag_flags(tag), flags_, info_.shared, same_block(key, info_.shared, self_)))
        break;
      found({key, first_rank + lane, pc, tag_flags(tag), role_size(first), false});
      break;
    }
    return clean;
  }

  void add_reader(Cell& cell, CellDetails& details) {
    const std::uint64_t tag = make_tag(self_.key, self_.rank / 32, flags_);
    if (cell.read_key == 0 || tag_of(cell, details) != tag) {
      change_reader(cell, details, self_, tag, threshold_, info_.size, info_.pc);
    }
    if (cell.write_key >= threshold_) cell.read_key |= kMarked;
    cell.read_lanes |= self_.lane_bit;
  }

  void found(const Conflict& conflict) {
    if (!found_) conflict_ = conflict;
    found_ = true;
  }

  Thread& thread_;
  const ThreadState& self_;
  const AccessInfo& info_;
  const unsigned flags_;
  const bool write_;
  const bool remember_;
  const Key threshold_;
  bool found_ = false;
  bool suspected_ = false;
  Conflict conflict_ = {};
  Conflict suspected_conflict_ = {};
};

}  // namespace

void change_reader(Cell& cell,
                   CellDetails& details,
                   const ThreadState& thread,
                   std::uint64_t tag,
                   Key threshold,
                   std::size_t size,
                   std::uintptr_t pc) {
  const auto old = [&](std::uint64_t readers) {
    const Key key = tag_key(readers);
    return key < threshold || (tag_warp(readers) == tag_warp(tag) && key < thread.warp_base);
  };
  const CellDetails before = details;
  const bool back = (before.other_tag & kTagMask) == tag;
  const std::uint64_t now = cell.read_key == 0 ? 0 : tag_of(cell, details);
  const std::uint32_t lanes = cell.read_lanes;
  details.read_pc = back ? before.other_pc : static_cast<std::uint32_t>(pc);
  details.first_reader = back ? other_role(before) : make_role(thread.rank % 32, 0, size);
  details.readers = static_cast<std::uint32_t>(tag >> 32);
  cell.read_lanes = back ? before.other_lanes : 0;
  // Unmarked: lanes with this key may read again, since no write can be in the way.
  const bool simple = tag_flags(tag) == 0 && cell.write_key < threshold;
  cell.read_key = simple ? tag_key(tag) : tag_key(tag) | kMarked;
  if (!back && (old(now) || !old(before.other_tag))) return;
  const std::uint64_t first_size = role_size(before.first_reader) & 0xFF;
  details.other_tag = now | std::uint64_t{role_rank(before.first_reader)} << 48 | first_size << 56;
  details.other_lanes = lanes;
  details.other_pc = before.read_pc;
}

unsigned role_flags_of(const AccessInfo& info) {
  unsigned flags = 0;
  const bool natural = info.size <= 8 && (info.address & (info.size - 1)) == 0;
  if (info.access == Access::Atomic) flags |= kRoleAtomic;
  if ((info.flags & kVolatile) != 0 && natural) flags |= kRoleVolatile;
  if ((info.flags & kBlockScope) != 0) flags |= kRoleBlockScope;
  return flags;
}

bool is_write(const AccessInfo& info) {
  if (info.access == Access::Atomic) return (info.flags & kAtomicLoad) == 0;
  return info.access == Access::Write;
}

void check_race(Thread& thread, const AccessInfo& info) { RaceCheck(thread, info, true).run(); }

void compare_only(Thread& thread, const AccessInfo& info) { RaceCheck(thread, info, false).run(); }

}  // namespace simt::check
