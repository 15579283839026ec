// SPDX-License-Identifier: Apache-2.0
#include "report/device.hpp"

namespace simt::report {
namespace {

constexpr unsigned kKiB = 1024;

// Dense peaks of the vendor's data sheets; a clock is the one that its peak was computed with (that of H100's tensor
// cores). Half-precision products on a T4 and a 4090 accumulate in fp32, too.
// clang-format off
constexpr Device kDevices[] = {
    {"t4", "T4", 320e9, 65e12, 8.1e12, 1.59e9, 40, 64 * kKiB, 64 * kKiB, 32, 16, 0},
    {"a100", "A100 SXM", 2039e9, 312e12, 19.5e12, 1.41e9, 108, 164 * kKiB, 163 * kKiB, 64, 32, kKiB},
    {"h100", "H100 SXM", 3350e9, 989e12, 66.9e12, 1.83e9, 132, 228 * kKiB, 227 * kKiB, 64, 32, kKiB},
    {"rtx4090", "RTX 4090", 1008e9, 165.2e12, 82.6e12, 2.52e9, 128, 100 * kKiB, 99 * kKiB, 48, 24, kKiB},
};
// clang-format on

}  // namespace

const Device* find_device(std::string_view key) {
  for (const Device& device : kDevices) {
    if (device.key == key) return &device;
  }
  return nullptr;
}

}  // namespace simt::report
