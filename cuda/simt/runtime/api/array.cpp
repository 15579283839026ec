// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Arrays: device memory without an address of its own.
#include "runtime/api/array.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "runtime/api/error.hpp"
#include "runtime/api/tell.hpp"
#include "simt/api/arrays.h"

using simt::MemoryKind;
using simt::Site;
using simt::api::Call;
using simt::api::finish;
using simt::api::Place;

namespace simt::api {

std::size_t element_size(const cudaArray& array) {
  const cudaChannelFormatDesc& d = array.desc;
  return static_cast<std::size_t>(d.x + d.y + d.z + d.w) / 8;
}

Place place_in(const cudaArray& array, const cudaPos& position) {
  const std::size_t element = element_size(array);
  const std::size_t pitch = array.extent.width * element;
  const std::size_t slice = pitch * std::max<std::size_t>(array.extent.height, 1);
  return {array.data + position.z * slice + position.y * pitch + position.x * element, pitch,
          slice};
}

}  // namespace simt::api

namespace {

struct Arrays {
  std::mutex lock;
  std::unordered_set<const cudaArray*> living;
};

Arrays& arrays() {
  static Arrays& the_arrays = *new Arrays;
  return the_arrays;
}

bool exists(cudaArray_const_t array) {
  const std::lock_guard lock(arrays().lock);
  return arrays().living.count(array) != 0;
}

cudaError_t create(cudaArray_t* array,
                   const cudaChannelFormatDesc* desc,
                   cudaExtent extent,
                   unsigned flags,
                   const char* call,
                   Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (array == nullptr || desc == nullptr || extent.width == 0) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  cudaArray made = {nullptr, *desc, extent, flags};
  const std::size_t bytes = extent.width * std::max<std::size_t>(extent.height, 1) *
                            std::max<std::size_t>(extent.depth, 1) * simt::api::element_size(made);
  made.data = static_cast<char*>(simt::allocate(bytes, MemoryKind::Device, call, site));
  if (made.data == nullptr) return finish(cudaErrorMemoryAllocation, call, site);
  simt::api::tell_allocated(made.data);
  *array = new cudaArray(made);
  const std::lock_guard lock(arrays().lock);
  arrays().living.insert(*array);
  return cudaSuccess;
}

/// Offsets and widths in bytes, as these calls have them.
cudaError_t copy_array(cudaArray_const_t array,
                       std::size_t x,
                       std::size_t y,
                       const void* memory,
                       std::size_t pitch,
                       std::size_t width,
                       std::size_t height,
                       cudaMemcpyKind kind,
                       bool to_array,
                       const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(array)) return finish(cudaErrorInvalidResourceHandle, call.name, call.site);
  Place in_array = simt::api::place_in(*array, {0, y, 0});
  if (x + width > in_array.pitch) return finish(cudaErrorInvalidValue, call.name, call.site);
  in_array.address += x;
  const Place outside = {static_cast<char*>(const_cast<void*>(memory)), pitch};
  return to_array ? copy_box(in_array, outside, {width, height}, kind, call)
                  : copy_box(outside, in_array, {width, height}, kind, call);
}

/// `count` bytes one behind the other.
cudaError_t copy_linear(cudaArray_const_t array,
                        std::size_t x,
                        std::size_t y,
                        const void* memory,
                        std::size_t count,
                        cudaMemcpyKind kind,
                        bool to_array,
                        const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(array)) return finish(cudaErrorInvalidResourceHandle, call.name, call.site);
  const Place in_array = {simt::api::place_in(*array, {0, y, 0}).address + x};
  const Place outside = {static_cast<char*>(const_cast<void*>(memory))};
  return to_array ? copy_box(in_array, outside, {count}, kind, call)
                  : copy_box(outside, in_array, {count}, kind, call);
}

}  // namespace

cudaError_t cudaMallocArray(cudaArray_t* array,
                            const cudaChannelFormatDesc* desc,
                            size_t width,
                            size_t height,
                            unsigned flags,
                            Site site) {
  return create(array, desc, {width, height, 0}, flags, "cudaMallocArray", site);
}

cudaError_t cudaMalloc3DArray(cudaArray_t* array,
                              const cudaChannelFormatDesc* desc,
                              cudaExtent extent,
                              unsigned flags,
                              Site site) {
  return create(array, desc, extent, flags, "cudaMalloc3DArray", site);
}

cudaError_t simt_cudaFreeArray(cudaArray_t array, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (array == nullptr) return cudaSuccess;
  {
    const std::lock_guard lock(arrays().lock);
    if (arrays().living.erase(array) == 0)
      return finish(cudaErrorContextIsDestroyed, "cudaFreeArray", site);
  }
  simt::release(array->data, ~0U, site);
  simt::api::tell_freed(array->data);
  delete array;
  return cudaSuccess;
}

extern "C" cudaError_t(cudaFreeArray)(cudaArray_t array) {
  return simt_cudaFreeArray(array, {"", 0});
}

cudaError_t cudaArrayGetInfo(cudaChannelFormatDesc* desc,
                             cudaExtent* extent,
                             unsigned* flags,
                             cudaArray_t array,
                             Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(array)) return finish(cudaErrorInvalidResourceHandle, "cudaArrayGetInfo", site);
  if (desc != nullptr) *desc = array->desc;
  if (extent != nullptr) *extent = array->extent;
  if (flags != nullptr) *flags = array->flags;
  return cudaSuccess;
}

cudaError_t cudaGetChannelDesc(cudaChannelFormatDesc* desc, cudaArray_const_t array, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (desc == nullptr || !exists(array))
    return finish(cudaErrorInvalidValue, "cudaGetChannelDesc", site);
  *desc = array->desc;
  return cudaSuccess;
}

cudaError_t cudaMemcpy2DToArray(cudaArray_t to,
                                size_t x,
                                size_t y,
                                const void* from,
                                size_t pitch,
                                size_t width,
                                size_t height,
                                cudaMemcpyKind kind,
                                Site site) {
  return copy_array(to, x, y, from, pitch, width, height, kind, true,
                    {"cudaMemcpy2DToArray", site, nullptr, true});
}

cudaError_t cudaMemcpy2DToArrayAsync(cudaArray_t to,
                                     size_t x,
                                     size_t y,
                                     const void* from,
                                     size_t pitch,
                                     size_t width,
                                     size_t height,
                                     cudaMemcpyKind kind,
                                     cudaStream_t stream,
                                     Site site) {
  return copy_array(to, x, y, from, pitch, width, height, kind, true,
                    {"cudaMemcpy2DToArrayAsync", site, stream});
}

cudaError_t cudaMemcpy2DFromArray(void* to,
                                  size_t pitch,
                                  cudaArray_const_t from,
                                  size_t x,
                                  size_t y,
                                  size_t width,
                                  size_t height,
                                  cudaMemcpyKind kind,
                                  Site site) {
  return copy_array(from, x, y, to, pitch, width, height, kind, false,
                    {"cudaMemcpy2DFromArray", site, nullptr, true});
}

cudaError_t cudaMemcpy2DFromArrayAsync(void* to,
                                       size_t pitch,
                                       cudaArray_const_t from,
                                       size_t x,
                                       size_t y,
                                       size_t width,
                                       size_t height,
                                       cudaMemcpyKind kind,
                                       cudaStream_t stream,
                                       Site site) {
  return copy_array(from, x, y, to, pitch, width, height, kind, false,
                    {"cudaMemcpy2DFromArrayAsync", site, stream});
}

cudaError_t cudaMemcpyToArray(cudaArray_t to,
                              size_t x,
                              size_t y,
                              const void* from,
                              size_t count,
                              cudaMemcpyKind kind,
                              Site site) {
  return copy_linear(to, x, y, from, count, kind, true, {"cudaMemcpyToArray", site, nullptr, true});
}

cudaError_t cudaMemcpyFromArray(void* to,
                                cudaArray_const_t from,
                                size_t x,
                                size_t y,
                                size_t count,
                                cudaMemcpyKind kind,
                                Site site) {
  return copy_linear(from, x, y, to, count, kind, false,
                     {"cudaMemcpyFromArray", site, nullptr, true});
}
