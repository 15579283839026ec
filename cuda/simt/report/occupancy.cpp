// SPDX-License-Identifier: Apache-2.0
#include "report/occupancy.hpp"

#include <algorithm>

namespace simt::report {
namespace {

// Of each of the four parts of an SM; a warp takes them by 256.
constexpr std::uint64_t kRegistersPerPart = 16384;
constexpr std::uint64_t kParts = 4;
constexpr std::uint64_t kRegisterUnit = 256;
constexpr unsigned kMostRegisters = 255;
constexpr std::uint64_t kWarp = 32;

std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) {
  return (value + unit - 1) / unit * unit;
}

}  // namespace

Occupancy occupancy_of(const Device& device,
                       std::uint64_t threads,
                       unsigned registers,
                       std::uint64_t shared) {
  const std::uint64_t warps = std::max<std::uint64_t>(1, (threads + kWarp - 1) / kWarp);
  const std::uint64_t of_warp =
      round_up(kWarp * std::clamp(registers, 1U, kMostRegisters), kRegisterUnit);
  const std::uint64_t by_registers = kRegistersPerPart / of_warp * kParts / warps;
  const std::uint64_t of_block = shared + device.reserved_shared;
  const std::uint64_t by_shared = of_block == 0 ? device.blocks : device.shared_bytes / of_block;
  Occupancy result{device.blocks, 0, "blocks"};
  const auto limit = [&](std::uint64_t blocks, const char* what) {
    if (blocks < result.blocks) result = {blocks, 0, what};
  };
  limit(device.warps / warps, "warps");
  limit(by_registers, "registers");
  limit(shared > device.shared_per_block ? 0 : by_shared, "shared memory");
  result.warps = result.blocks * warps;
  return result;
}

}  // namespace simt::report
