// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Warp operations: the lanes that a mask names wait for each other; the last one works for all.
#include "runtime/check/events.hpp"
#include "runtime/worker.hpp"

namespace simt {
namespace {

/// The operation that waits for this lane, if another lane has begun it.
OpenGathering* find(Warp& warp, unsigned mask, WarpOp op, Site site) {
  for (OpenGathering* open = warp.open; open != nullptr; open = open->next) {
    const Gathering& other = open->gathering;
    // Lanes may meet in __syncwarp from different lines, but a value comes only from the same operation.
    if (other.mask == mask && other.op == op &&
        (op == WarpOp::Sync || same_place(other.site, site)))
      return open;
  }
  return nullptr;
}

void deposit(Gathering& gathering, unsigned lane, const void* in, void* out, int argument) {
  gathering.present |= 1U << lane;
  gathering.in[lane] = in;
  gathering.out[lane] = out;
  gathering.argument[lane] = argument;
}

void unlink(Warp& warp, const OpenGathering* open) {
  OpenGathering** link = &warp.open;
  while (*link != open) link = &(*link)->next;
  *link = open->next;
}

/// What a shuffle brings from a lane that is not there means nothing.
void report_missing_sources(Warp& warp, const Gathering& gathering) {
  for (unsigned lane = 0; lane < 32; ++lane) {
    if ((gathering.present >> lane & 1U) == 0) continue;
    const auto source = static_cast<unsigned>(gathering.argument[lane]);
    if ((gathering.present >> source & 1U) != 0) continue;
    const bool named = (gathering.mask >> source & 1U) != 0;
    check::bad_warp_mask(*warp.lanes[lane], gathering.site,
                         named ? "the value comes from a lane that has exited"
                               : "the value comes from a lane outside the mask");
  }
}

/// All that can come have come. Wakes all lanes but the one that called.
void complete(Warp& warp, OpenGathering& open) {
  unlink(warp, &open);
  ++warp.block->progress;
  if (open.gathering.combine != nullptr) open.gathering.combine(open.gathering);
  if (checked) {
    if (open.gathering.op == WarpOp::Shuffle) report_missing_sources(warp, open.gathering);
    check::gathered(warp, open.gathering);
  }
  // The gathering lives on a stack that runs on as soon as its lane is ready.
  const unsigned present = open.gathering.present;
  for (unsigned lane = 0; lane < 32; ++lane) {
    if ((present >> lane & 1U) != 0 && warp.lanes[lane] != current) make_ready(*warp.lanes[lane]);
  }
}

}  // namespace

void gather(
    unsigned mask, WarpOp op, const void* in, void* out, int argument, Combine combine, Site site) {
  Thread& thread = self();
  Warp& warp = *thread.warp;
  if ((mask >> thread.lane & 1U) == 0) {
    if (checked) check::bad_warp_mask(thread, site, "the mask lacks the calling lane");
    mask |= 1U << thread.lane;
  }
  OpenGathering mine;
  OpenGathering* open = find(warp, mask, op, site);
  if (open == nullptr) {
    open = &mine;
    mine.gathering = {mask, 0, op, site, combine, {}, {}, {}};
    mine.next = warp.open;
    warp.open = &mine;
  }
  deposit(open->gathering, thread.lane, in, out, argument);
  if (open->gathering.present == (mask & warp.alive)) {
    complete(warp, *open);
    warp.block->ready.push(&thread);
    take(next_turn(*warp.block));
  } else {
    take(wait_turn(thread, Waiting::Gathering, site));
  }
}

void lane_exited(Warp& warp) {
  OpenGathering* open = warp.open;
  while (open != nullptr) {
    OpenGathering* next = open->next;
    if (open->gathering.present == (open->gathering.mask & warp.alive)) {
      complete(warp, *open);
    }
    open = next;
  }
  if (warp.runnable == 0 && warp.at_active_mask != 0) release_active_masks(warp);
}

}  // namespace simt
