// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/finish.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <vector>

#include "runtime/check/access.hpp"
#include "runtime/check/events.hpp"
#include "runtime/check/findings.hpp"
#include "runtime/check/keys.hpp"
#include "runtime/check/options.hpp"
#include "runtime/check/report.hpp"
#include "runtime/counters/counters.hpp"
#include <unistd.h>

namespace simt::check {
namespace {

constexpr int kFindingsStatus = 86;

bool launch_faulted = false;
int exit_status = 0;
bool is_finished = false;

std::vector<EndListener>& end_listeners() {
  static std::vector<EndListener> listeners;
  return listeners;
}

void report_leak(const Allocation& allocation, void* /*context*/) {
  // Not what kernels allocate (malloc, new), nor variables: what a call of the API returned.
  const bool owned = allocation.name[0] == 'c' && (allocation.kind == MemoryKind::Device ||
                                                   allocation.kind == MemoryKind::Pinned ||
                                                   allocation.kind == MemoryKind::Managed);
  if (!owned || count_known("leak", {0, allocation.site}, {})) return;
  Finding finding;
  finding.tool = kLeakcheck;
  finding.kind = "leak";
  finding.at.place.site = allocation.site;
  finding.at.access = "free";
  finding.size = allocation.size;
  finding.address = reinterpret_cast<std::uintptr_t>(allocation.address);
  finding.object = object_of(allocation, finding.address);
  finding.message =
      std::to_string(allocation.size) + " B from " + allocation.name + " are never freed";
  keep(std::move(finding));
}

/// Results so far; again at the end, if more comes.
std::size_t write_results() {
  const std::vector<Finding> findings = merged_findings();
  write_json(findings, static_cast<unsigned>(keys().launches().size()));
  for (const EndListener listener : end_listeners()) listener();
  return findings.size();
}

void at_exit(int status, void* /*unused*/) {
  const int wanted = finished(status);
  if (wanted == status) return;
  std::fflush(nullptr);
  std::_Exit(wanted);
}

/// abort() and termination by others. A second signal, or a minute, ends it whatever happens.
void at_signal(int signal) {
  constexpr unsigned kPatience = 60;
  std::signal(signal, SIG_DFL);
  std::signal(SIGALRM, SIG_DFL);
  alarm(kPatience);
  finished(128 + signal);
  std::raise(signal);
}

/// Before the program's own constructors, so that it ends after its destructors.
void begin() {
  read_options();
  if (tools == 0) return;
  if (!enabled(kRacecheck)) long_way |= kNoRaces;
  checked = true;
  counters::start();
  on_exit(&at_exit, nullptr);
  std::at_quick_exit([] { finished(0); });
  for (const int signal : {SIGABRT, SIGTERM, SIGINT, SIGHUP, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    std::signal(signal, &at_signal);
  }
}

}  // namespace

void add_end_listener(EndListener listener) { end_listeners().push_back(listener); }

void note_launch_fault() { launch_faulted = true; }

void device_reset() {
  if (checked && !is_finished) write_results();
}

int finished(int status) {
  if (!checked) return status;
  if (is_finished) return exit_status;
  is_finished = true;
  exit_status = status;
  settle_suspicion();
  std::fflush(stdout);
  if (enabled(kLeakcheck) && !launch_faulted) for_each_allocation(&report_leak, nullptr);
  if (write_results() != 0) {
    print_findings(merged_findings(), static_cast<unsigned>(keys().launches().size()));
    if (status == 0 || status == 1) exit_status = kFindingsStatus;
  }
  return exit_status;
}

}  // namespace simt::check

// Called by the constructor of each instrumented object.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" void __tsan_init() {
  static bool done = false;
  if (done) return;
  done = true;
  simt::check::begin();
}
