// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Launch configurations that hardware refuses, with the errors that the runtime has for them.
#include "runtime/api/validate.hpp"

#include "runtime/api/device.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/kernel.hpp"
#include "runtime/api/stream.hpp"

namespace simt {
namespace {

bool within(const dim3& size, const int (&limit)[3]) {
  return size.x >= 1 && size.y >= 1 && size.z >= 1 && size.x <= static_cast<unsigned>(limit[0]) &&
         size.y <= static_cast<unsigned>(limit[1]) && size.z <= static_cast<unsigned>(limit[2]);
}

cudaError_t error_of(const Launch& launch) {
  const cudaDeviceProp& p = device();
  const api::KernelSettings settings = api::settings_of(launch.body.entry);
  const std::size_t most_shared =
      settings.max_dynamic_shared > static_cast<int>(p.sharedMemPerBlock)
          ? static_cast<std::size_t>(settings.max_dynamic_shared)
          : p.sharedMemPerBlock;
  auto* const stream = static_cast<cudaStream_t>(const_cast<void*>(launch.stream));
  const auto threads = std::uint64_t{launch.block.x} * launch.block.y * launch.block.z;
  if (!api::stream_exists(stream)) return cudaErrorInvalidResourceHandle;
  if (!within(launch.grid, p.maxGridSize) || !within(launch.block, p.maxThreadsDim) ||
      threads > static_cast<unsigned>(p.maxThreadsPerBlock)) {
    return cudaErrorInvalidConfiguration;
  }
  if (launch.dynamic_shared > most_shared) return cudaErrorInvalidValue;
  if (launch.kernel.max_threads != 0 && threads > launch.kernel.max_threads) {
    return cudaErrorLaunchOutOfResources;
  }
  if (!launch.cooperative) return cudaSuccess;
  const std::uint64_t resident =
      resident_blocks(static_cast<unsigned>(threads), launch.dynamic_shared, kAssumedRegisters);
  return launch.blocks > resident * static_cast<unsigned>(p.multiProcessorCount)
             ? cudaErrorCooperativeLaunchTooLarge
             : cudaSuccess;
}

}  // namespace

bool validate_launch(const Launch& launch) {
  if (api::describing()) return true;
  if (const int broken = sticky_error()) {
    set_last_error(broken);
    return false;
  }
  const cudaError_t error = error_of(launch);
  if (error != cudaSuccess) api::launch_failed(error, launch);
  return error == cudaSuccess;
}

}  // namespace simt
