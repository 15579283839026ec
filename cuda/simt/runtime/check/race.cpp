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
    OtherReaders& others = *info_.space->others(at);
    const bool whole = end - at == 4;
    if (cell.write_key == kSplit) {
      if (whole && all_bytes_old(at)) {
        cell = {};
      } else {
        bytes(at, end);
        return;
      }
    } else if (!whole) {
      split(at & ~std::uintptr_t{3}, cell, others);
      bytes(at, end);
      return;
    }
    one(cell, others);
  }

  void bytes(std::uintptr_t at, std::uintptr_t end) {
    for (; at < end; ++at) one(*info_.space->byte_cell(at), *info_.space->byte_others(at));
  }

  /// Each byte gets a cell of its own.
  void split(std::uintptr_t granule, Cell& cell, OtherReaders& others) const {
    for (std::uintptr_t at = granule; at < granule + 4; ++at) {
      *info_.space->byte_cell(at) = cell;
      *info_.space->byte_others(at) = others;
    }
    cell = {};
    cell.write_key = kSplit;
    others = {};
  }

  bool all_bytes_old(std::uintptr_t granule) const {
    for (std::uintptr_t at = granule; at < granule + 4; ++at) {
      const Cell& cell = *info_.space->byte_cell(at);
      const Key other = tag_key(info_.space->byte_others(at)->tag);
      if (cell.write_key >= threshold_ || tag_key(cell.read_tag) >= threshold_ ||
          other >= threshold_) {
        return false;
      }
    }
    return true;
  }

  void one(Cell& cell, OtherReaders& others) {
    compare_with_write(cell);
    if (!write_) {
      if (remember_) add_reader(cell, others);
      return;
    }
    bool clean = true;
    if (cell.read_tag != 0) {
      clean = compare_with_readers(cell.read_tag, cell.read_lanes, cell.read_pc, cell.last_reader);
    }
    if (others.tag != 0) {
      const auto last =
          make_role(static_cast<unsigned>(others.tag >> 48) & 31, 0, others.tag >> 56);
      clean = compare_with_readers(others.tag & kTagMask, others.lanes, others.pc, last) && clean;
    }
    if (!remember_) return;
    if (clean) {
      cell.read_tag = 0;
      if (others.tag != 0) others.tag = 0;
    }
    cell.write_key = self_.key;
    cell.writer = make_role(self_.rank, flags_, info_.size);
    cell.write_pc = static_cast<std::uint32_t>(info_.pc);
  }

  void compare_with_write(const Cell& cell) {
    if (cell.write_key < threshold_) return;
    const unsigned rank = role_rank(cell.writer);
    if (came_before(cell.write_key, rank, info_.shared, self_)) return;
    const unsigned flags = role_flags(cell.writer);
    if (!may_race(flags, flags_, info_.shared, same_block(cell.write_key, info_.shared, self_)))
      return;
    const Conflict conflict{cell.write_key,         rank, cell.write_pc, flags,
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
                            std::uint32_t last) {
    const Key key = tag_key(tag);
    if (key < threshold_) return true;
    const unsigned first_rank = tag_warp(tag) * 32;
    const unsigned last_lane = role_rank(last);
    bool clean = true;
    // The lane whose program counter is known is the best witness.
    for (unsigned i = 0; i < 33; ++i) {
      const unsigned lane = i == 0 ? last_lane : i - 1;
      if ((lanes >> lane & 1U) == 0) continue;
      if (came_before(key, first_rank + lane, info_.shared, self_)) continue;
      clean = false;
      if (!may_race(tag_flags(tag), flags_, info_.shared, same_block(key, info_.shared, self_)))
        break;
      found({key, first_rank + lane, pc, tag_flags(tag), role_size(last), false});
      break;
    }
    return clean;
  }

  void add_reader(Cell& cell, OtherReaders& others) {
    const std::uint64_t tag = make_tag(self_.key, self_.rank / 32, flags_);
    if (cell.read_tag != tag) {
      const bool is_other = (others.tag & kTagMask) == tag;
      if (is_other) {
        swap_readers(cell, others);
      } else {
        if (cell.read_tag != 0 && !all_before(cell.read_tag, cell.read_lanes) &&
            (others.tag == 0 || all_before(others.tag & kTagMask, others.lanes))) {
          swap_readers(cell, others);
        }
        cell.read_tag = tag;
        cell.read_lanes = 0;
      }
    }
    cell.read_lanes |= self_.lane_bit;
    cell.read_pc = static_cast<std::uint32_t>(info_.pc);
    cell.last_reader = make_role(self_.rank % 32, 0, info_.size);
  }

  static void swap_readers(Cell& cell, OtherReaders& others) {
    const OtherReaders kept = others;
    const std::uint64_t last =
        role_rank(cell.last_reader) | std::uint64_t{role_size(cell.last_reader) & 0xFF} << 8;
    others = {cell.read_tag | last << 48, cell.read_lanes, cell.read_pc};
    cell.read_tag = kept.tag & kTagMask;
    cell.read_lanes = kept.lanes;
    cell.read_pc = kept.pc;
    cell.last_reader = make_role(static_cast<unsigned>(kept.tag >> 48) & 31, 0, kept.tag >> 56);
  }

  bool all_before(std::uint64_t tag, std::uint32_t lanes) const {
    const Key key = tag_key(tag);
    if (key < threshold_) return true;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((lanes >> lane & 1U) == 0) continue;
      if (!came_before(key, tag_warp(tag) * 32 + lane, info_.shared, self_)) return false;
    }
    return true;
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
