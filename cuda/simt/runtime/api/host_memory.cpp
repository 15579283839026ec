// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Host memory that device code may use, what a pointer is, and memory handles between processes.
#include <cstring>

#include "runtime/api/error.hpp"
#include "runtime/api/tell.hpp"
#include "simt/api/memory.h"

using simt::Allocation;
using simt::MemoryKind;
using simt::Site;
using simt::api::finish;

namespace {

bool is_host_memory(const Allocation* allocation) {
  return allocation != nullptr &&
         (allocation->kind == MemoryKind::Pinned || allocation->kind == MemoryKind::Registered);
}

cudaMemoryType type_of(const Allocation& allocation) {
  if (is_host_memory(&allocation)) return cudaMemoryTypeHost;
  return allocation.kind == MemoryKind::Managed ? cudaMemoryTypeManaged : cudaMemoryTypeDevice;
}

}  // namespace

cudaError_t cudaHostRegister(void* pointer, size_t size, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaHostRegister";
  if (pointer == nullptr || size == 0) return finish(cudaErrorInvalidValue, call, site);
  if (simt::living_allocation(pointer) != nullptr) {
    return finish(cudaErrorHostMemoryAlreadyRegistered, call, site);
  }
  simt::add_foreign(
      {static_cast<char*>(pointer), size, MemoryKind::Registered, call, site, {}, false});
  simt::api::tell_allocated(pointer);
  return cudaSuccess;
}

cudaError_t cudaHostUnregister(void* pointer, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (!simt::remove_foreign(pointer, site)) {
    return finish(cudaErrorHostMemoryNotRegistered, "cudaHostUnregister", site);
  }
  simt::api::tell_freed(pointer);
  return cudaSuccess;
}

cudaError_t cudaHostGetDevicePointer(void** device_pointer, void* host, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const Allocation* allocation = simt::living_allocation(host);
  if (device_pointer == nullptr || !is_host_memory(allocation)) {
    return finish(cudaErrorInvalidValue, "cudaHostGetDevicePointer", site);
  }
  *device_pointer = host;
  return cudaSuccess;
}

cudaError_t cudaHostGetFlags(unsigned* flags, void* host, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (flags == nullptr || !is_host_memory(simt::living_allocation(host))) {
    return finish(cudaErrorInvalidValue, "cudaHostGetFlags", site);
  }
  *flags = cudaHostAllocMapped | cudaHostAllocPortable;
  return cudaSuccess;
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes,
                                     const void* pointer,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (attributes == nullptr) return finish(cudaErrorInvalidValue, "cudaPointerGetAttributes", site);
  void* const address = const_cast<void*>(pointer);
  const Allocation* allocation = simt::living_allocation(pointer);
  if (allocation == nullptr) {
    *attributes = {cudaMemoryTypeUnregistered, -2, nullptr, address};
    return cudaSuccess;
  }
  void* const host = simt::device_only(*allocation) ? nullptr : address;
  *attributes = {type_of(*allocation), 0, address, host};
  return cudaSuccess;
}

// A handle is the address: it opens in the same process only.
cudaError_t cudaIpcGetMemHandle(cudaIpcMemHandle_t* handle, void* pointer, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (handle == nullptr || simt::living_allocation(pointer) == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaIpcGetMemHandle", site);
  }
  *handle = {};
  std::memcpy(handle->reserved, static_cast<const void*>(&pointer), sizeof(pointer));
  return cudaSuccess;
}

cudaError_t cudaIpcOpenMemHandle(void** pointer, cudaIpcMemHandle_t handle, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  void* address = nullptr;
  std::memcpy(static_cast<void*>(&address), handle.reserved, sizeof(address));
  if (pointer == nullptr || simt::living_allocation(address) == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaIpcOpenMemHandle", site);
  }
  *pointer = address;
  return cudaSuccess;
}

cudaError_t cudaIpcCloseMemHandle(void*, Site) { return cudaSuccess; }
