// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What the scheduler and the runtime API found: barriers, masks, deadlocks, failed calls.
#include "runtime/check/events.hpp"
#include "runtime/check/findings.hpp"
#include "runtime/check/options.hpp"
#include "runtime/check/state.hpp"

namespace simt::check {
namespace {

void keep_barrier_finding(Thread& thread, const char* kind, const Place& at, std::string message) {
  Finding finding = finding_of(thread, kSynccheck, kind, at, "barrier");
  finding.message = std::move(message);
  finding.space = "local";
  keep(std::move(finding));
}

/// How many threads of the block have exited, and how many wait at other barriers than `site`.
std::string explain_divergence(const Thread& thread, Site site) {
  unsigned exited = 0;
  const Thread* elsewhere = nullptr;
  for (const Thread& other : thread.block->threads) {
    if (other.waiting == Waiting::Exited) {
      ++exited;
    } else if (other.site.line != site.line && other.site.file != nullptr) {
      elsewhere = &other;
    }
  }
  std::string why;
  if (exited != 0) why = std::to_string(exited) + " threads of the block have exited";
  if (elsewhere != nullptr) {
    why += std::string(why.empty() ? "" : " and ") + "thread " + text_of(elsewhere->index) +
           " is at " + text_of(elsewhere->site);
  }
  return why.empty() ? "not all threads of the block reach it" : why;
}

const char* name_of(Waiting waiting) {
  switch (waiting) {
    case Waiting::Barrier:
      return "waits at a block barrier";
    case Waiting::NamedBarrier:
      return "waits at a named barrier";
    case Waiting::Gathering:
      return "waits for other lanes of its warp";
    case Waiting::ActiveMask:
      return "waits in __activemask()";
    case Waiting::Grid:
      return "waits at a grid barrier";
    case Waiting::Spin:
    case Waiting::Nothing:
    case Waiting::Exited:
      break;
  }
  return "polls a value";
}

}  // namespace

void divergent_barrier(Thread& thread, Site at) {
  if (!enabled(kSynccheck) || count_known("divergent_barrier", {0, at}, {})) return;
  keep_barrier_finding(thread, "divergent_barrier", {0, at},
                       text_of(thread) +
                           " waits at a barrier that not all threads of the block reach: " +
                           explain_divergence(thread, at));
}

void bad_warp_mask(Thread& thread, Site at, const char* why) {
  if (!enabled(kSynccheck) || count_known("warp_mask", {0, at}, {})) return;
  keep_barrier_finding(thread, "warp_mask", {0, at},
                       "warp operation of " + text_of(thread) + ": " + why);
}

void deadlock(Thread& thread) {
  Place at{0, thread.site};
  if (at.site.file == nullptr) at.pc = reinterpret_cast<std::uintptr_t>(thread.check->poll_pc);
  if (!enabled(kSynccheck) || count_known("deadlock", at, {})) return;
  keep_barrier_finding(thread, "deadlock", at,
                       text_of(thread) + " " + name_of(thread.waiting) +
                           ", and no thread that could change that can run");
}

void faulted(Thread& thread, int error) {
  (void)thread;
  (void)error;
  // An assertion has printed its own line; traps and faults of the processor have theirs in the API's error.
}

void api_failed(
    int error, const char* error_name, const char* call, Site site, const Launch* launch) {
  if (!enabled(kApicheck) || count_known(error_name, {0, site}, {})) return;
  Finding finding;
  finding.tool = kApicheck;
  finding.kind = error_name;
  finding.at.place.site = site;
  finding.at.access = launch == nullptr ? "call" : "launch";
  finding.space = "host";
  if (launch == nullptr) {
    finding.message = std::string(call) + " fails with error " + std::to_string(error);
  } else {
    const auto text = [](dim3 size) { return text_of(uint3{size.x, size.y, size.z}); };
    finding.kernel = launch->kernel.name;
    finding.message = std::string("the launch of kernel ") + launch->kernel.name + " with grid " +
                      text(launch->grid) + ", block " + text(launch->block) + ", " +
                      std::to_string(launch->dynamic_shared) +
                      " B of dynamic shared memory fails with error " + std::to_string(error);
  }
  keep(std::move(finding));
}

}  // namespace simt::check
