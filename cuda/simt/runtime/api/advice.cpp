// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Prefetching and advice: checked, then without effect.
#include <cstring>

#include "runtime/api/error.hpp"
#include "runtime/api/stream.hpp"
#include "runtime/heap.hpp"
#include "simt/api/copies.h"

using simt::Allocation;
using simt::MemoryKind;
using simt::Site;
using simt::api::finish;

namespace {

bool place_exists(int device) { return device == 0 || device == cudaCpuDeviceId; }

bool place_exists(cudaMemLocation location) {
  return location.type != cudaMemLocationTypeDevice || location.id == 0;
}

/// Both calls want managed memory.
cudaError_t check_range(const void* pointer, std::size_t count) {
  const Allocation* allocation = simt::living_allocation(pointer);
  if (allocation == nullptr || allocation->kind != MemoryKind::Managed)
    return cudaErrorInvalidValue;
  const auto offset =
      static_cast<std::size_t>(static_cast<const char*>(pointer) - allocation->address);
  return count != 0 && count <= allocation->size - offset ? cudaSuccess : cudaErrorInvalidValue;
}

template <class Location>
cudaError_t prefetch(
    const void* pointer, std::size_t count, Location location, cudaStream_t stream, Site site) {
  SIMT_RETURN_IF_BROKEN();
  cudaError_t error = simt::api::stream_error(stream);
  if (error == cudaSuccess) error = check_range(pointer, count);
  if (error == cudaSuccess && !place_exists(location)) error = cudaErrorInvalidDevice;
  return finish(error, "cudaMemPrefetchAsync", site);
}

template <class Location>
cudaError_t advise(
    const void* pointer, std::size_t count, cudaMemoryAdvise advice, Location location, Site site) {
  SIMT_RETURN_IF_BROKEN();
  cudaError_t error = check_range(pointer, count);
  const bool about_place =
      advice == cudaMemAdviseSetPreferredLocation || advice >= cudaMemAdviseSetAccessedBy;
  if (error == cudaSuccess && about_place && !place_exists(location))
    error = cudaErrorInvalidDevice;
  return finish(error, "cudaMemAdvise", site);
}

}  // namespace

cudaError_t cudaMemPrefetchAsync(const void* pointer,
                                 size_t count,
                                 cudaMemLocation location,
                                 unsigned,
                                 cudaStream_t stream,
                                 Site site) {
  return prefetch(pointer, count, location, stream, site);
}

cudaError_t cudaMemPrefetchAsync(
    const void* pointer, size_t count, int device, cudaStream_t stream, Site site) {
  return prefetch(pointer, count, device, stream, site);
}

cudaError_t cudaMemPrefetchAsync_v2(const void* pointer,
                                    size_t count,
                                    cudaMemLocation location,
                                    unsigned,
                                    cudaStream_t stream,
                                    Site site) {
  return prefetch(pointer, count, location, stream, site);
}

cudaError_t cudaMemAdvise(const void* pointer,
                          size_t count,
                          cudaMemoryAdvise advice,
                          cudaMemLocation location,
                          Site site) {
  return advise(pointer, count, advice, location, site);
}

cudaError_t cudaMemAdvise(
    const void* pointer, size_t count, cudaMemoryAdvise advice, int device, Site site) {
  return advise(pointer, count, advice, device, site);
}

cudaError_t cudaMemAdvise_v2(const void* pointer,
                             size_t count,
                             cudaMemoryAdvise advice,
                             cudaMemLocation location,
                             Site site) {
  return advise(pointer, count, advice, location, site);
}

cudaError_t cudaMemRangeGetAttribute(void* data,
                                     size_t size,
                                     cudaMemRangeAttribute attribute,
                                     const void* pointer,
                                     size_t count,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  const cudaError_t error =
      data == nullptr || size < sizeof(int) ? cudaErrorInvalidValue : check_range(pointer, count);
  if (error != cudaSuccess) return finish(error, "cudaMemRangeGetAttribute", site);
  // Nothing is kept: no read-mostly range, no preferred place, no prefetch.
  const int answer = attribute == cudaMemRangeAttributeReadMostly ? 0 : cudaInvalidDeviceId;
  for (std::size_t i = 0; i + sizeof(int) <= size; i += sizeof(int)) {
    std::memcpy(static_cast<char*>(data) + i, &answer, sizeof(int));
  }
  return cudaSuccess;
}
