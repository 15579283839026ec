// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief From `kernel<<<grid, block>>>(...)` to a grid that runs, or to an error that is kept.
#include "runtime/launch.hpp"

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <mutex>
#include <random>

#include "runtime/api/capture.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/validate.hpp"
#include "runtime/check/events.hpp"
#include "runtime/gate.hpp"
#include "runtime/settings.hpp"
#include "runtime/watchdog.hpp"
#include "runtime/worker.hpp"

namespace simt {

bool checked = false;

__thread char dynamic_shared[227 * 1024];

namespace {

struct Configuration {
  dim3 grid;
  dim3 block;
  std::size_t dynamic_shared;
  const void* stream;
  bool cooperative;
  Site site;
};

/// More than one where an argument of a launch launches itself.
std::vector<Configuration>& configurations() {
  static thread_local std::vector<Configuration> waiting;
  return waiting;
}

std::atomic<unsigned> launches{0};

/// What only a program with hooks can do is not left undone in silence.
void say_what_is_missing() {
  for (const char* wish : {"SIMT_CHECK", "SIMT_JSON", "SIMT_COUNTERS"}) {
    if (std::getenv(wish) == nullptr) continue;
    std::fprintf(stderr,
                 "simt: %s is set, but this program was compiled without --check and --counters\n",
                 wish);
  }
}

void run(Launch& launch) {
  // Grids run one after the other, whichever host thread starts them.
  const std::lock_guard lock(one_at_a_time());
  launch.number = ++launches;
  if (launch.number == 1 && !checked) say_what_is_missing();
  if (checked) check::launch_begins(launch);
  {
    const Watch watch(launch);
    run_grid(launch);
  }
  if (checked) check::launch_ends(launch);
  if (launch.error.load() != 0) set_sticky_error(launch.error.load());
}

}  // namespace

std::recursive_mutex& one_at_a_time() {
  // Never destroyed: destructors of the program may still free memory.
  static std::recursive_mutex& lock = *new std::recursive_mutex;
  return lock;
}

void configure(dim3 grid, dim3 block, std::size_t dynamic_shared, const void* stream, Site site) {
  configurations().push_back({grid, block, dynamic_shared, stream, false, site});
}

void make_cooperative() { configurations().back().cooperative = true; }

unsigned launches_run() { return launches.load(); }

void launch(const KernelInfo& kernel, const KernelBody& body) {
  if (in_kernel()) {
    unsupported("a kernel launched by device code (dynamic parallelism)",
                configurations().empty() ? kernel.site : configurations().back().site);
  }
  Launch launch;
  launch.kernel = kernel;
  launch.body = body;
  launch.site = kernel.site;
  // Called as a function: nothing runs, as with the real runtime.
  if (configurations().empty()) {
    return api::launch_failed(cudaErrorMissingConfiguration, launch);
  }
  const Configuration configuration = configurations().back();
  configurations().pop_back();
  launch.site = configuration.site;
  launch.grid = configuration.grid;
  launch.block = configuration.block;
  launch.blocks = std::uint64_t{launch.grid.x} * launch.grid.y * launch.grid.z;
  launch.threads = launch.block.x * launch.block.y * launch.block.z;
  launch.dynamic_shared = configuration.dynamic_shared;
  launch.stream = configuration.stream;
  launch.cooperative = configuration.cooperative;
  if (!validate_launch(launch) || capture_launch(launch)) return;
  run(launch);
}

bool shuffled() { return settings().seed.has_value(); }

std::uint32_t next_random() {
  static thread_local std::mt19937 generator(
      static_cast<std::uint32_t>(settings().seed.value_or(0)));
  return static_cast<std::uint32_t>(generator());
}

void stop_launch(int error) {
  if (checked) check::faulted(*current, error);
  abandon_launch(error);
}

void unsupported(const char* what, Site site) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s:%u: error: simt: %s is not supported\n", site.file, site.line, what);
  std::_Exit(checked ? check::finished(87) : 87);
}

}  // namespace simt
