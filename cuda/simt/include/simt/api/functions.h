// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: kernels by address: launches, attributes, occupancy. Signatures are CUDA's. The address
///        must have come from a conversion in the source, where the emulator learns of it (simt/launch_api.hpp).

#include "simt/api/launch_types.h"
#include "simt/api/site.h"

// clang-format off
cudaError_t cudaLaunchKernel(const void* func, dim3 gridDim, dim3 blockDim, void** args, size_t sharedMem, cudaStream_t stream SIMT_SITE);
cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* func, void** args SIMT_SITE);
cudaError_t cudaLaunchCooperativeKernel(const void* func, dim3 gridDim, dim3 blockDim, void** args, size_t sharedMem, cudaStream_t stream SIMT_SITE);
cudaError_t cudaFuncGetAttributes(struct cudaFuncAttributes* attr, const void* func SIMT_SITE);
cudaError_t cudaFuncSetAttribute(const void* func, enum cudaFuncAttribute attr, int value SIMT_SITE);
cudaError_t cudaFuncSetCacheConfig(const void* func, enum cudaFuncCache cacheConfig SIMT_SITE);
cudaError_t cudaFuncSetSharedMemConfig(const void* func, enum cudaSharedMemConfig config SIMT_SITE);
cudaError_t cudaFuncGetName(const char** name, const void* func SIMT_SITE);
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* numBlocks, const void* func, int blockSize, size_t dynamicSMemSize SIMT_SITE);
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* numBlocks, const void* func, int blockSize, size_t dynamicSMemSize, unsigned int flags SIMT_SITE);
cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* dynamicSmemSize, const void* func, int numBlocks, int blockSize SIMT_SITE);
cudaError_t cudaOccupancyMaxActiveClusters(int* numClusters, const void* func, const cudaLaunchConfig_t* launchConfig SIMT_SITE);
cudaError_t cudaOccupancyMaxPotentialClusterSize(int* clusterSize, const void* func, const cudaLaunchConfig_t* launchConfig SIMT_SITE);
// clang-format on
