// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The occupancy calls, with an assumed number of registers (runtime/api/device.hpp).
#include <algorithm>

#include "runtime/api/device.hpp"
#include "runtime/api/error.hpp"
#include "simt/api/functions.h"

using simt::Site;
using simt::api::finish;

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int* blocks, const void* function, int block_size, size_t shared, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaOccupancyMaxActiveBlocksPerMultiprocessor";
  if (blocks == nullptr || block_size <= 0) return finish(cudaErrorInvalidValue, call, site);
  cudaFuncAttributes attributes;
  const cudaError_t error = cudaFuncGetAttributes(&attributes, function, site);
  if (error != cudaSuccess) return error;
  const bool fits = block_size <= attributes.maxThreadsPerBlock &&
                    shared <= static_cast<std::size_t>(attributes.maxDynamicSharedSizeBytes);
  *blocks = fits ? static_cast<int>(simt::resident_blocks(static_cast<unsigned>(block_size), shared,
                                                          simt::kAssumedRegisters))
                 : 0;
  return cudaSuccess;
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(
    int* blocks, const void* function, int block_size, size_t shared, Site site) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, function, block_size,
                                                                shared, cudaOccupancyDefault, site);
}

cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(
    size_t* size, const void*, int blocks, int block_size, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (size == nullptr || blocks <= 0 || block_size <= 0) {
    return finish(cudaErrorInvalidValue, "cudaOccupancyAvailableDynamicSMemPerBlock", site);
  }
  const cudaDeviceProp& p = simt::device();
  const std::size_t share = p.sharedMemPerMultiprocessor / static_cast<std::size_t>(blocks);
  const std::size_t left =
      share > p.reservedSharedMemPerBlock ? share - p.reservedSharedMemPerBlock : 0;
  *size = std::min(left, p.sharedMemPerBlockOptin);
  return cudaSuccess;
}

cudaError_t cudaOccupancyMaxActiveClusters(int*,
                                           const void*,
                                           const cudaLaunchConfig_t*,
                                           Site site) {
  return finish(cudaErrorNotSupported, "cudaOccupancyMaxActiveClusters", site);
}

cudaError_t cudaOccupancyMaxPotentialClusterSize(int*,
                                                 const void*,
                                                 const cudaLaunchConfig_t*,
                                                 Site site) {
  return finish(cudaErrorNotSupported, "cudaOccupancyMaxPotentialClusterSize", site);
}
