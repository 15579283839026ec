// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Allocating and freeing memory of the device, managed and pinned memory; what a pointer is.
#include "simt/api/memory.h"

#include "runtime/api/clocks.hpp"
#include "runtime/api/device.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/graph.hpp"
#include "runtime/api/stream.hpp"
#include "runtime/api/tell.hpp"

using simt::Allocation;
using simt::MemoryKind;
using simt::Site;
using simt::api::finish;
using simt::api::finish_reported;

namespace {

constexpr std::size_t kPitch = 512;

constexpr unsigned bit(MemoryKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned kDeviceKinds = bit(MemoryKind::Device) | bit(MemoryKind::Managed);

/// What all allocating calls do. No bytes: success and a null pointer, as the runtime has it.
cudaError_t allocate(void** pointer,
                     std::size_t size,
                     MemoryKind kind,
                     const char* call,
                     Site site,
                     std::size_t guard = 0) {
  SIMT_RETURN_IF_BROKEN();
  if (pointer == nullptr) return finish(cudaErrorInvalidValue, call, site);
  *pointer = nullptr;
  if (size == 0) return cudaSuccess;
  void* const address = simt::allocate(size, kind, call, site, guard);
  if (address == nullptr) return finish(cudaErrorMemoryAllocation, call, site);
  simt::api::tell_allocated(address);
  *pointer = address;
  return cudaSuccess;
}

/// What all freeing calls do.
cudaError_t free_memory(void* pointer, unsigned kinds, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (pointer == nullptr) return cudaSuccess;
  const simt::Freed freed = simt::release(pointer, kinds, site);
  if (freed == simt::Freed::Done) {
    simt::api::tell_freed(pointer);
    return cudaSuccess;
  }
  if (!simt::checked) return finish(cudaErrorInvalidValue, call, site);
  const simt::CheckerTurn turn;
  simt::check::invalid_free(pointer, site, freed == simt::Freed::Twice);
  return finish_reported(cudaErrorInvalidValue);
}

}  // namespace

cudaError_t cudaMalloc(void** pointer, size_t size, Site site) {
  return allocate(pointer, size, MemoryKind::Device, "cudaMalloc", site);
}

cudaError_t cudaMallocManaged(void** pointer, size_t size, unsigned flags, Site site) {
  const bool good = flags == cudaMemAttachGlobal || flags == cudaMemAttachHost;
  if (!good || size == 0) return finish(cudaErrorInvalidValue, "cudaMallocManaged", site);
  return allocate(pointer, size, MemoryKind::Managed, "cudaMallocManaged", site);
}

cudaError_t cudaMallocHost(void** pointer, size_t size, Site site) {
  return allocate(pointer, size, MemoryKind::Pinned, "cudaMallocHost", site);
}

cudaError_t cudaHostAlloc(void** pointer, size_t size, unsigned flags, Site site) {
  const unsigned known = cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined;
  if ((flags & ~known) != 0) return finish(cudaErrorInvalidValue, "cudaHostAlloc", site);
  return allocate(pointer, size, MemoryKind::Pinned, "cudaHostAlloc", site);
}

cudaError_t cudaMallocPitch(void** pointer, size_t* pitch, size_t width, size_t height, Site site) {
  if (pitch == nullptr) return finish(cudaErrorInvalidValue, "cudaMallocPitch", site);
  *pitch = (width + kPitch - 1) / kPitch * kPitch;
  return allocate(pointer, *pitch * height, MemoryKind::Device, "cudaMallocPitch", site, *pitch);
}

cudaError_t cudaMalloc3D(cudaPitchedPtr* pitched, cudaExtent extent, Site site) {
  if (pitched == nullptr) return finish(cudaErrorInvalidValue, "cudaMalloc3D", site);
  *pitched = {nullptr, (extent.width + kPitch - 1) / kPitch * kPitch, extent.width, extent.height};
  const std::size_t slice = pitched->pitch * extent.height;
  return allocate(&pitched->ptr, slice * extent.depth, MemoryKind::Device, "cudaMalloc3D", site,
                  slice);
}

cudaError_t simt_cudaFree(void* pointer, Site site) {
  // It waits for all work, on hardware too.
  simt::api::host_joins_all();
  return free_memory(pointer, kDeviceKinds, "cudaFree", site);
}

cudaError_t simt_cudaFreeHost(void* pointer, Site site) {
  simt::api::host_joins_all();
  return free_memory(pointer, bit(MemoryKind::Pinned), "cudaFreeHost", site);
}

cudaError_t cudaMallocAsync(void** pointer, size_t size, cudaStream_t stream, Site site) {
  const char* const call = "cudaMallocAsync";
  cudaError_t error = simt::api::stream_error(stream);
  if (error != cudaSuccess) return finish(error, call, site);
  CUgraph_st* graph = simt::api::recorded_graph(stream);
  if (graph == nullptr || pointer == nullptr || size == 0) {
    return allocate(pointer, size, MemoryKind::Device, call, site);
  }
  simt::api::Action action;
  error = simt::api::allocate_for_graph(*graph, size, call, site, pointer, action);
  if (error != cudaSuccess) return finish(error, call, site);
  simt::api::capture_action(stream, cudaGraphNodeTypeMemAlloc, std::move(action));
  return cudaSuccess;
}

cudaError_t cudaMallocFromPoolAsync(
    void** pointer, size_t size, cudaMemPool_t, cudaStream_t stream, Site site) {
  return cudaMallocAsync(pointer, size, stream, site);
}

cudaError_t simt_cudaFreeAsync(void* pointer, cudaStream_t stream, Site site) {
  const cudaError_t error = simt::api::stream_error(stream);
  if (error != cudaSuccess) return finish(error, "cudaFreeAsync", site);
  if (CUgraph_st* graph = simt::api::recorded_graph(stream)) {
    simt::api::capture_action(stream, cudaGraphNodeTypeMemFree,
                              simt::api::free_in_graph(*graph, pointer, site));
    return cudaSuccess;
  }
  return free_memory(pointer, kDeviceKinds, "cudaFreeAsync", site);
}

// Without a line of the caller: function pointers, C.
extern "C" {
cudaError_t(cudaFree)(void* pointer) { return simt_cudaFree(pointer, {"", 0}); }
cudaError_t(cudaFreeHost)(void* pointer) { return simt_cudaFreeHost(pointer, {"", 0}); }
cudaError_t(cudaFreeAsync)(void* pointer, cudaStream_t stream) {
  return simt_cudaFreeAsync(pointer, stream, {"", 0});
}
}

cudaError_t cudaMemGetInfo(size_t* free_bytes, size_t* total, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (free_bytes == nullptr || total == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaMemGetInfo", site);
  }
  // The context itself takes about half a GiB on hardware.
  constexpr std::size_t kContext = std::size_t{512} << 20;
  *total = simt::device().totalGlobalMem;
  const std::size_t used = simt::device_bytes_used() + kContext;
  *free_bytes = used < *total ? *total - used : 0;
  return cudaSuccess;
}
