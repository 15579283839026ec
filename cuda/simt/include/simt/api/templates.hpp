// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API's C++ forms: typed pointers, symbols by reference, kernels by name. Signatures are CUDA's.

#include "channel_descriptor.h"
#include "cuda_runtime_api.h"
#include "simt/launch_api.hpp"

#define SIMT_TEMPLATE(...) \
  template <__VA_ARGS__>   \
  inline __attribute__((always_inline)) cudaError_t
// clang-format off
SIMT_TEMPLATE(class T) cudaMalloc(T** p, size_t size SIMT_SITE) { return cudaMalloc(reinterpret_cast<void**>(p), size, site); }
SIMT_TEMPLATE(class T) cudaMallocHost(T** p, size_t size, unsigned flags = cudaHostAllocDefault SIMT_SITE) { return cudaHostAlloc(reinterpret_cast<void**>(p), size, flags, site); }
SIMT_TEMPLATE(class T) cudaHostAlloc(T** p, size_t size, unsigned flags SIMT_SITE) { return cudaHostAlloc(reinterpret_cast<void**>(p), size, flags, site); }
SIMT_TEMPLATE(class T) cudaMallocManaged(T** p, size_t size, unsigned flags = cudaMemAttachGlobal SIMT_SITE) { return cudaMallocManaged(reinterpret_cast<void**>(p), size, flags, site); }
SIMT_TEMPLATE(class T) cudaMallocPitch(T** p, size_t* pitch, size_t width, size_t height SIMT_SITE) { return cudaMallocPitch(reinterpret_cast<void**>(p), pitch, width, height, site); }
SIMT_TEMPLATE(class T) cudaMallocAsync(T** p, size_t size, cudaStream_t stream SIMT_SITE) { return cudaMallocAsync(reinterpret_cast<void**>(p), size, stream, site); }
SIMT_TEMPLATE(class T) cudaMallocAsync(T** p, size_t size, cudaMemPool_t pool, cudaStream_t stream SIMT_SITE) { return cudaMallocFromPoolAsync(reinterpret_cast<void**>(p), size, pool, stream, site); }
SIMT_TEMPLATE(class T) cudaMallocFromPoolAsync(T** p, size_t size, cudaMemPool_t pool, cudaStream_t stream SIMT_SITE) { return cudaMallocFromPoolAsync(reinterpret_cast<void**>(p), size, pool, stream, site); }
SIMT_TEMPLATE(class T) cudaHostGetDevicePointer(T** p, void* host, unsigned flags SIMT_SITE) { return cudaHostGetDevicePointer(reinterpret_cast<void**>(p), host, flags, site); }
SIMT_TEMPLATE(class T) cudaStreamAttachMemAsync(cudaStream_t stream, T* p, size_t length = 0, unsigned flags = cudaMemAttachSingle SIMT_SITE) { return cudaStreamAttachMemAsync(stream, static_cast<void*>(p), length, flags, site); }
inline cudaError_t cudaMallocHost(void** p, size_t size, unsigned flags SIMT_SITE) { return cudaHostAlloc(p, size, flags, site); }
inline cudaError_t cudaEventCreate(cudaEvent_t* event, unsigned flags SIMT_SITE) { return cudaEventCreateWithFlags(event, flags, site); }

SIMT_TEMPLATE(class T) cudaMemcpyToSymbol(const T& symbol, const void* src, size_t count, size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyHostToDevice SIMT_SITE) { return cudaMemcpyToSymbol((const void*)&symbol, src, count, offset, kind, site); }
SIMT_TEMPLATE(class T) cudaMemcpyFromSymbol(void* dst, const T& symbol, size_t count, size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyDeviceToHost SIMT_SITE) { return cudaMemcpyFromSymbol(dst, (const void*)&symbol, count, offset, kind, site); }
SIMT_TEMPLATE(class T) cudaMemcpyToSymbolAsync(const T& symbol, const void* src, size_t count, size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyHostToDevice, cudaStream_t stream = nullptr SIMT_SITE) { return cudaMemcpyToSymbolAsync((const void*)&symbol, src, count, offset, kind, stream, site); }
SIMT_TEMPLATE(class T) cudaMemcpyFromSymbolAsync(void* dst, const T& symbol, size_t count, size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyDeviceToHost, cudaStream_t stream = nullptr SIMT_SITE) { return cudaMemcpyFromSymbolAsync(dst, (const void*)&symbol, count, offset, kind, stream, site); }
SIMT_TEMPLATE(class T) cudaGetSymbolAddress(void** p, const T& symbol SIMT_SITE) { return cudaGetSymbolAddress(p, (const void*)&symbol, site); }
SIMT_TEMPLATE(class T) cudaGetSymbolSize(size_t* size, const T& symbol SIMT_SITE) { return cudaGetSymbolSize(size, (const void*)&symbol, site); }

SIMT_TEMPLATE(class... P) cudaLaunchKernel(void (*kernel)(P...), dim3 grid, dim3 block, void** args, size_t shared = 0, cudaStream_t stream = nullptr SIMT_SITE) { return cudaLaunchKernel(::simt::kernel_address(kernel), grid, block, args, shared, stream, site); }
SIMT_TEMPLATE(class... P) cudaLaunchCooperativeKernel(void (*kernel)(P...), dim3 grid, dim3 block, void** args, size_t shared = 0, cudaStream_t stream = nullptr SIMT_SITE) { return cudaLaunchCooperativeKernel(::simt::kernel_address(kernel), grid, block, args, shared, stream, site); }
SIMT_TEMPLATE(class... P) cudaLaunchKernelExC(const cudaLaunchConfig_t* config, void (*kernel)(P...), void** args SIMT_SITE) { return cudaLaunchKernelExC(config, ::simt::kernel_address(kernel), args, site); }
SIMT_TEMPLATE(class... P) cudaFuncGetAttributes(cudaFuncAttributes* attr, void (*kernel)(P...) SIMT_SITE) { return cudaFuncGetAttributes(attr, ::simt::kernel_address(kernel), site); }
SIMT_TEMPLATE(class... P) cudaFuncSetAttribute(void (*kernel)(P...), cudaFuncAttribute attr, int value SIMT_SITE) { return cudaFuncSetAttribute(::simt::kernel_address(kernel), attr, value, site); }
SIMT_TEMPLATE(class... P) cudaFuncSetCacheConfig(void (*kernel)(P...), cudaFuncCache config SIMT_SITE) { return cudaFuncSetCacheConfig(::simt::kernel_address(kernel), config, site); }
SIMT_TEMPLATE(class... P) cudaFuncSetSharedMemConfig(void (*kernel)(P...), cudaSharedMemConfig config SIMT_SITE) { return cudaFuncSetSharedMemConfig(::simt::kernel_address(kernel), config, site); }
SIMT_TEMPLATE(class... P) cudaFuncGetName(const char** name, void (*kernel)(P...) SIMT_SITE) { return cudaFuncGetName(name, ::simt::kernel_address(kernel), site); }
SIMT_TEMPLATE(class... P) cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void (*kernel)(P...), int block_size, size_t shared SIMT_SITE) { return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, ::simt::kernel_address(kernel), block_size, shared, site); }
SIMT_TEMPLATE(class... P) cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, void (*kernel)(P...), int block_size, size_t shared, unsigned flags SIMT_SITE) { return cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(blocks, ::simt::kernel_address(kernel), block_size, shared, flags, site); }
SIMT_TEMPLATE(class... P) cudaOccupancyAvailableDynamicSMemPerBlock(size_t* size, void (*kernel)(P...), int blocks, int block_size SIMT_SITE) { return cudaOccupancyAvailableDynamicSMemPerBlock(size, ::simt::kernel_address(kernel), blocks, block_size, site); }
SIMT_TEMPLATE(class... P) cudaOccupancyMaxActiveClusters(int* clusters, void (*kernel)(P...), const cudaLaunchConfig_t* config SIMT_SITE) { return cudaOccupancyMaxActiveClusters(clusters, ::simt::kernel_address(kernel), config, site); }
SIMT_TEMPLATE(class... P) cudaOccupancyMaxPotentialClusterSize(int* size, void (*kernel)(P...), const cudaLaunchConfig_t* config SIMT_SITE) { return cudaOccupancyMaxPotentialClusterSize(size, ::simt::kernel_address(kernel), config, site); }
// clang-format on

/// A launch by name: the arguments are converted to the kernel's parameters.
template <class... Parameters, class... Arguments>
inline cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config,
                                      void (*kernel)(Parameters...),
                                      Arguments&&... arguments) {
  return [&](Parameters... converted) {
    void* pointers[] = {static_cast<void*>(&converted)..., nullptr};
    return cudaLaunchKernelExC(config, ::simt::kernel_address(kernel), pointers);
  }(std::forward<Arguments>(arguments)...);
}

/// The block size with the most resident threads, and the grid that fills the device with it; dynamic shared memory
/// as a function of the block size.
template <class Kernel, class SharedOfBlock>
inline cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(
    int* min_grid_size,
    int* block_size,
    Kernel kernel,
    SharedOfBlock shared_of_block,
    int block_size_limit = 0,
    unsigned flags = cudaOccupancyDefault SIMT_SITE) {
  cudaFuncAttributes attributes;
  cudaError_t error = cudaFuncGetAttributes(&attributes, kernel, site);
  if (error != cudaSuccess) return error;
  int processors = 0;
  error = cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, 0, site);
  if (error != cudaSuccess) return error;
  int limit = attributes.maxThreadsPerBlock;
  if (block_size_limit > 0 && block_size_limit < limit) limit = block_size_limit;
  int best_threads = 0;
  *block_size = *min_grid_size = 0;
  for (int size = (limit + 31) / 32 * 32; size > 0; size -= 32) {
    const int block = size < limit ? size : limit;
    int blocks = 0;
    error = cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
        &blocks, kernel, block, static_cast<size_t>(shared_of_block(block)), flags, site);
    if (error != cudaSuccess) return error;
    if (blocks * block <= best_threads) continue;
    best_threads = blocks * block;
    *block_size = block;
    *min_grid_size = blocks * processors;
  }
  return cudaSuccess;
}

template <class Kernel, class SharedOfBlock>
inline cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMem(
    int* min_grid_size,
    int* block_size,
    Kernel kernel,
    SharedOfBlock shared_of_block,
    int block_size_limit = 0 SIMT_SITE) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(min_grid_size, block_size, kernel,
                                                                 shared_of_block, block_size_limit,
                                                                 cudaOccupancyDefault, site);
}

template <class Kernel>
inline cudaError_t cudaOccupancyMaxPotentialBlockSizeWithFlags(
    int* min_grid_size,
    int* block_size,
    Kernel kernel,
    size_t shared = 0,
    int block_size_limit = 0,
    unsigned flags = cudaOccupancyDefault SIMT_SITE) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(
      min_grid_size, block_size, kernel, [shared](int) { return shared; }, block_size_limit, flags,
      site);
}

template <class Kernel>
inline cudaError_t cudaOccupancyMaxPotentialBlockSize(int* min_grid_size,
                                                      int* block_size,
                                                      Kernel kernel,
                                                      size_t shared = 0,
                                                      int block_size_limit = 0 SIMT_SITE) {
  return cudaOccupancyMaxPotentialBlockSizeWithFlags(min_grid_size, block_size, kernel, shared,
                                                     block_size_limit, cudaOccupancyDefault, site);
}
#undef SIMT_TEMPLATE
