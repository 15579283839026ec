// SPDX-License-Identifier: Apache-2.0
#include "runtime/deadlock.hpp"

#include <cstdio>

#include "runtime/check/events.hpp"

namespace simt {
namespace {

constexpr int kLaunchTimeout = 702;

const char* name_of(Waiting waiting) {
  switch (waiting) {
    case Waiting::Barrier:
      return "a block barrier";
    case Waiting::NamedBarrier:
      return "a named barrier";
    case Waiting::Gathering:
      return "a warp operation";
    case Waiting::ActiveMask:
      return "__activemask";
    case Waiting::Grid:
      return "a grid barrier";
    case Waiting::Nothing:  // its turn to poll has come once more
    case Waiting::Spin:
      return "a loop that polls";
    case Waiting::Exited:
      break;
  }
  return "nothing";
}

void print(const Thread& thread) {
  const Block& block = *thread.block;
  std::fprintf(stderr,
               "%s:%u: error: simt: deadlock: thread (%u,%u,%u), block (%u,%u,%u) waits at %s "
               "and nothing can wake it [kernel %s, launch %u]\n",
               thread.site.file, thread.site.line, thread.index.x, thread.index.y, thread.index.z,
               block.index.x, block.index.y, block.index.z, name_of(thread.waiting),
               block.launch->kernel.name, block.launch->number);
}

/// A warp operation that waits for a living lane which stands elsewhere is what explains the rest.
bool explained_by_masks(Block& block) {
  bool explained = false;
  for (Warp& warp : block.warps) {
    for (OpenGathering* open = warp.open; open != nullptr; open = open->next) {
      for (unsigned lane = 0; lane < 32; ++lane) {
        if ((open->gathering.present >> lane & 1U) == 0) continue;
        check::bad_warp_mask(
            *warp.lanes[lane], open->gathering.site,
            "a lane that the mask names is alive and waits elsewhere or with another mask");
        explained = true;
      }
    }
  }
  return explained;
}

/// Threads at a barrier that others will never reach.
bool explained_by_barriers(Block& block) {
  if (block.arrived == 0) return false;
  for (Thread& thread : block.threads) {
    if (thread.waiting == Waiting::Barrier) check::divergent_barrier(thread, thread.site);
  }
  return true;
}

}  // namespace

void report_deadlock(Block& block) {
  int none = 0;
  block.launch->error.compare_exchange_strong(none, kLaunchTimeout);
  if (checked) {
    if (explained_by_masks(block) || explained_by_barriers(block)) return;
  }
  for (Thread& thread : block.threads) {
    if (thread.waiting == Waiting::Exited) continue;
    if (checked) {
      check::deadlock(thread);
    } else {
      print(thread);
      return;
    }
  }
}

}  // namespace simt
