// SPDX-License-Identifier: Apache-2.0
#include "report/roofline.hpp"

#include <algorithm>

namespace simt::report {

const char* const kCannotTell =
    "A floor, never a speed-up claim; not yet compared with hardware. It cannot tell: latency "
    "hiding and achieved "
    "occupancy, scheduler stalls, L2 hits, DRAM pages, clocks, launch gaps, tail waves, what the "
    "compiler makes of the "
    "code, atomics that wait for each other. Flops are not counted (g++'s instructions are not "
    "nvcc's): give them with "
    "--flops. An mma is taken for m16n8k16, 4096 flops.";

namespace {

constexpr double kMmaFlops = 4096;
constexpr double kSector = 32;
// The parts of the peaks that good kernels reach, and what a launch costs.
constexpr double kDramYield = 0.90;
constexpr double kMmaYield = 0.75;
constexpr double kLaunch = 3e-6;

}  // namespace

Roofline roofline_of(const Device& device, const Kernel& kernel, double flops) {
  const Counters& c = kernel.counters;
  const double launches = static_cast<double>(std::max<std::uint64_t>(1, kernel.launches));
  const auto per_launch = [&](const char* a, const char* b) {
    return static_cast<double>(c[a] + c[b]) / launches;
  };
  const double unique = per_launch("global_load_unique_bytes", "global_store_unique_bytes");
  const double sectors = per_launch("global_load_sectors", "global_store_sectors");
  const double wavefronts = per_launch("shared_load_wavefronts", "shared_store_wavefronts");
  const double mma = static_cast<double>(c["mma"]) / launches;
  Roofline roofline;
  const auto add = [&](const char* name, double seconds, double yield) {
    if (seconds > 0) roofline.terms.push_back({name, seconds, seconds / yield});
  };
  add("DRAM, each byte once", unique / device.dram, kDramYield);
  // A wavefront is one clock of one SM's shared memory; few blocks use few SMs.
  const double processors =
      std::min<double>(device.processors, static_cast<double>(volume(kernel.grid)));
  add("shared memory, wavefronts", wavefronts / (device.clock * std::max(1.0, processors)), 1.0);
  add("tensor cores", mma * kMmaFlops / device.mma, kMmaYield);
  add("fp32 units", flops / device.fp32, 1.0);
  for (std::size_t i = 0; i < roofline.terms.size(); ++i) {
    if (roofline.terms[i].ideal > roofline.terms[roofline.bound_ideal].ideal)
      roofline.bound_ideal = i;
    if (roofline.terms[i].expected > roofline.terms[roofline.bound].expected) roofline.bound = i;
  }
  if (!roofline.terms.empty()) {
    roofline.ideal = roofline.terms[roofline.bound_ideal].ideal;
    roofline.expected = roofline.terms[roofline.bound].expected + kLaunch;
    roofline.small = roofline.terms[roofline.bound].expected < kLaunch;
  }
  roofline.without_caches = sectors * kSector / device.dram;
  return roofline;
}

}  // namespace simt::report
