// SPDX-License-Identifier: Apache-2.0
#include "runtime/watchdog.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "runtime/check/events.hpp"

namespace simt {
namespace {

constexpr int kPatienceSeconds = 30;

struct Watched {
  std::mutex lock;
  std::vector<const Worker*> workers;
  const Launch* launch = nullptr;
  bool started = false;
};

Watched& watched() {
  static Watched& the_watched = *new Watched;
  return the_watched;
}

[[noreturn]] void give_up(const Launch& launch) {
  std::fflush(stdout);
  std::fprintf(
      stderr,
      "%s:%u: error: simt: kernel %s: a thread ran for %d s without ever waiting or ending. A loop "
      "that "
      "waits for another thread through a plain or volatile variable %s is not supported\n",
      launch.site.file, launch.site.line, launch.kernel.name, kPatienceSeconds,
      checked ? "(no atomic, no fence)"
              : "ends in checked mode only (run with --check=all); in fast mode it");
  std::_Exit(checked ? check::finished(87) : 87);
}

/// Looks once a second whether any worker's threads took turns.
void look() {
  Watched& w = watched();
  std::uint64_t last = 0;
  unsigned launch = 0;
  int quiet = 0;
  for (;;) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const std::lock_guard lock(w.lock);
    std::uint64_t turns = 0;
    for (const Worker* worker : w.workers) turns += worker->turns.load(std::memory_order_relaxed);
    const unsigned number = w.launch == nullptr ? 0 : w.launch->number;
    quiet = number != 0 && number == launch && turns == last ? quiet + 1 : 0;
    last = turns;
    launch = number;
    if (quiet >= kPatienceSeconds) give_up(*w.launch);
  }
}

}  // namespace

Watch::Watch(const Launch& launch) {
  Watched& w = watched();
  const std::lock_guard lock(w.lock);
  w.launch = &launch;
  if (!w.started) std::thread(look).detach();
  w.started = true;
}

Watch::~Watch() {
  const std::lock_guard lock(watched().lock);
  watched().launch = nullptr;
}

void watch(Worker& worker) {
  if (worker.watched) return;
  worker.watched = true;
  const std::lock_guard lock(watched().lock);
  watched().workers.push_back(&worker);
}

}  // namespace simt
