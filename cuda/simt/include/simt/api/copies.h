// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: copies and memset, in one to three dimensions, and what advises about memory.
///        Signatures are CUDA's. A copy is complete when its call returns.

#include "simt/api/memory_types.h"
#include "simt/api/site.h"
#include "simt/api/stream_types.h"

// clang-format off
cudaError_t cudaMemcpy(void* dst, const void* src, size_t count, enum cudaMemcpyKind kind SIMT_SITE);
cudaError_t cudaMemcpyAsync(void* dst, const void* src, size_t count, enum cudaMemcpyKind kind, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemcpyPeer(void* dst, int dstDevice, const void* src, int srcDevice, size_t count SIMT_SITE);
cudaError_t cudaMemcpyPeerAsync(void* dst, int dstDevice, const void* src, int srcDevice, size_t count, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemcpy2D(void* dst, size_t dpitch, const void* src, size_t spitch, size_t width, size_t height, enum cudaMemcpyKind kind SIMT_SITE);
cudaError_t cudaMemcpy2DAsync(void* dst, size_t dpitch, const void* src, size_t spitch, size_t width, size_t height, enum cudaMemcpyKind kind, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemcpy3D(const struct cudaMemcpy3DParms* p SIMT_SITE);
cudaError_t cudaMemcpy3DAsync(const struct cudaMemcpy3DParms* p, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);

cudaError_t cudaMemset(void* devPtr, int value, size_t count SIMT_SITE);
cudaError_t cudaMemsetAsync(void* devPtr, int value, size_t count, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemset2D(void* devPtr, size_t pitch, int value, size_t width, size_t height SIMT_SITE);
cudaError_t cudaMemset2DAsync(void* devPtr, size_t pitch, int value, size_t width, size_t height, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemset3D(struct cudaPitchedPtr pitchedDevPtr, int value, struct cudaExtent extent SIMT_SITE);
cudaError_t cudaMemset3DAsync(struct cudaPitchedPtr pitchedDevPtr, int value, struct cudaExtent extent, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);

cudaError_t cudaMemcpyToSymbol(const void* symbol, const void* src, size_t count, size_t offset SIMT_OR(0), enum cudaMemcpyKind kind SIMT_OR(cudaMemcpyHostToDevice) SIMT_SITE);
cudaError_t cudaMemcpyFromSymbol(void* dst, const void* symbol, size_t count, size_t offset SIMT_OR(0), enum cudaMemcpyKind kind SIMT_OR(cudaMemcpyDeviceToHost) SIMT_SITE);
cudaError_t cudaMemcpyToSymbolAsync(const void* symbol, const void* src, size_t count, size_t offset, enum cudaMemcpyKind kind, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemcpyFromSymbolAsync(void* dst, const void* symbol, size_t count, size_t offset, enum cudaMemcpyKind kind, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaGetSymbolAddress(void** devPtr, const void* symbol SIMT_SITE);
cudaError_t cudaGetSymbolSize(size_t* size, const void* symbol SIMT_SITE);

cudaError_t cudaMemPrefetchAsync(const void* devPtr, size_t count, struct cudaMemLocation location, unsigned int flags, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaMemAdvise(const void* devPtr, size_t count, enum cudaMemoryAdvise advice, struct cudaMemLocation location SIMT_SITE);
cudaError_t cudaMemRangeGetAttribute(void* data, size_t dataSize, enum cudaMemRangeAttribute attribute, const void* devPtr, size_t count SIMT_SITE);
#ifdef __cplusplus
// The forms of CUDA 12 and before, where a place is a device's number.
cudaError_t cudaMemPrefetchAsync(const void* devPtr, size_t count, int dstDevice, cudaStream_t stream = nullptr, ::simt::Site site = SIMT_HERE);
cudaError_t cudaMemPrefetchAsync_v2(const void* devPtr, size_t count, struct cudaMemLocation location, unsigned int flags, cudaStream_t stream = nullptr, ::simt::Site site = SIMT_HERE);
cudaError_t cudaMemAdvise(const void* devPtr, size_t count, enum cudaMemoryAdvise advice, int device, ::simt::Site site = SIMT_HERE);
cudaError_t cudaMemAdvise_v2(const void* devPtr, size_t count, enum cudaMemoryAdvise advice, struct cudaMemLocation location, ::simt::Site site = SIMT_HERE);
#endif
// clang-format on

static inline struct cudaPitchedPtr make_cudaPitchedPtr(void* d, size_t p, size_t xsz, size_t ysz) {
  struct cudaPitchedPtr pitched = {d, p, xsz, ysz};
  return pitched;
}

static inline struct cudaExtent make_cudaExtent(size_t w, size_t h, size_t d) {
  struct cudaExtent extent = {w, h, d};
  return extent;
}

static inline struct cudaPos make_cudaPos(size_t x, size_t y, size_t z) {
  struct cudaPos position = {x, y, z};
  return position;
}
