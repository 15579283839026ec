// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The copy and memset calls, in one to three dimensions.
#include "simt/api/copies.h"

#include "runtime/api/array.hpp"
#include "runtime/api/copy.hpp"
#include "runtime/api/error.hpp"

using simt::Site;
using simt::api::Call;
using simt::api::copy_box;
using simt::api::fill_box;
using simt::api::finish;
using simt::api::Place;

namespace {

Place at(const void* address, std::size_t pitch = 0, std::size_t slice = 0) {
  return {static_cast<char*>(const_cast<void*>(address)), pitch, slice};
}

cudaError_t copy_rows(const Place& to,
                      const Place& from,
                      std::size_t width,
                      std::size_t height,
                      cudaMemcpyKind kind,
                      const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  if (width > to.pitch || width > from.pitch) {
    return finish(cudaErrorInvalidPitchValue, call.name, call.site);
  }
  return copy_box(to, from, {width, height}, kind, call);
}

/// One end of a 3-D copy: an array, or pitched memory; x counts elements of an array, bytes otherwise.
Place end_of(cudaArray_t array, const cudaPos& position, const cudaPitchedPtr& memory) {
  if (array != nullptr) return simt::api::place_in(*array, position);
  const std::size_t slice = memory.pitch * memory.ysize;
  char* const base = static_cast<char*>(memory.ptr);
  if (base == nullptr) return {nullptr};
  return {base + position.z * slice + position.y * memory.pitch + position.x, memory.pitch, slice};
}

cudaError_t copy_3d(const cudaMemcpy3DParms* p, const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  if (p == nullptr) return finish(cudaErrorInvalidValue, call.name, call.site);
  std::size_t width = p->extent.width;
  // With an array at one end the width counts its elements.
  const cudaArray_t array = p->srcArray != nullptr ? p->srcArray : p->dstArray;
  if (array != nullptr) width *= simt::api::element_size(*array);
  const Place to = end_of(p->dstArray, p->dstPos, p->dstPtr);
  const Place from = end_of(p->srcArray, p->srcPos, p->srcPtr);
  if (p->extent.height > 1 && (to.pitch < width || from.pitch < width)) {
    return finish(cudaErrorInvalidPitchValue, call.name, call.site);
  }
  return copy_box(to, from, {width, p->extent.height, p->extent.depth}, p->kind, call);
}

}  // namespace

cudaError_t cudaMemcpy(void* to, const void* from, size_t count, cudaMemcpyKind kind, Site site) {
  return copy_box(at(to), at(from), {count}, kind, {"cudaMemcpy", site, nullptr, true});
}

cudaError_t cudaMemcpyAsync(
    void* to, const void* from, size_t count, cudaMemcpyKind kind, cudaStream_t stream, Site site) {
  return copy_box(at(to), at(from), {count}, kind, {"cudaMemcpyAsync", site, stream});
}

cudaError_t cudaMemcpyPeer(void* to, int, const void* from, int, size_t count, Site site) {
  return copy_box(at(to), at(from), {count}, cudaMemcpyDeviceToDevice, {"cudaMemcpyPeer", site});
}

cudaError_t cudaMemcpyPeerAsync(
    void* to, int, const void* from, int, size_t count, cudaStream_t stream, Site site) {
  return copy_box(at(to), at(from), {count}, cudaMemcpyDeviceToDevice,
                  {"cudaMemcpyPeerAsync", site, stream});
}

cudaError_t cudaMemcpy2D(void* to,
                         size_t to_pitch,
                         const void* from,
                         size_t from_pitch,
                         size_t width,
                         size_t height,
                         cudaMemcpyKind kind,
                         Site site) {
  return copy_rows(at(to, to_pitch), at(from, from_pitch), width, height, kind,
                   {"cudaMemcpy2D", site, nullptr, true});
}

cudaError_t cudaMemcpy2DAsync(void* to,
                              size_t to_pitch,
                              const void* from,
                              size_t from_pitch,
                              size_t width,
                              size_t height,
                              cudaMemcpyKind kind,
                              cudaStream_t stream,
                              Site site) {
  return copy_rows(at(to, to_pitch), at(from, from_pitch), width, height, kind,
                   {"cudaMemcpy2DAsync", site, stream});
}

cudaError_t cudaMemcpy3D(const cudaMemcpy3DParms* parameters, Site site) {
  return copy_3d(parameters, {"cudaMemcpy3D", site, nullptr, true});
}

cudaError_t cudaMemcpy3DAsync(const cudaMemcpy3DParms* parameters, cudaStream_t stream, Site site) {
  return copy_3d(parameters, {"cudaMemcpy3DAsync", site, stream});
}

cudaError_t cudaMemset(void* to, int value, size_t count, Site site) {
  return fill_box(at(to), static_cast<unsigned>(value), 1, {count}, {"cudaMemset", site});
}

cudaError_t cudaMemsetAsync(void* to, int value, size_t count, cudaStream_t stream, Site site) {
  return fill_box(at(to), static_cast<unsigned>(value), 1, {count},
                  {"cudaMemsetAsync", site, stream});
}

cudaError_t cudaMemset2D(
    void* to, size_t pitch, int value, size_t width, size_t height, Site site) {
  return cudaMemset2DAsync(to, pitch, value, width, height, nullptr, site);
}

cudaError_t cudaMemset2DAsync(void* to,
                              size_t pitch,
                              int value,
                              size_t width,
                              size_t height,
                              cudaStream_t stream,
                              Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (width > pitch && height > 1) return finish(cudaErrorInvalidPitchValue, "cudaMemset2D", site);
  return fill_box(at(to, pitch), static_cast<unsigned>(value), 1, {width, height},
                  {"cudaMemset2D", site, stream});
}

cudaError_t cudaMemset3D(cudaPitchedPtr to, int value, cudaExtent extent, Site site) {
  return cudaMemset3DAsync(to, value, extent, nullptr, site);
}

cudaError_t cudaMemset3DAsync(
    cudaPitchedPtr to, int value, cudaExtent extent, cudaStream_t stream, Site site) {
  return fill_box(at(to.ptr, to.pitch, to.pitch * to.ysize), static_cast<unsigned>(value), 1,
                  {extent.width, extent.height, extent.depth}, {"cudaMemset3D", site, stream});
}
