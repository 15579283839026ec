// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: memory of every kind, allocated and freed. Signatures are CUDA's, old ones included.

#include "simt/api/memory_types.h"
#include "simt/api/site.h"
#include "simt/api/stream_types.h"

// clang-format off
cudaError_t cudaMalloc(void** devPtr, size_t size SIMT_SITE);
cudaError_t cudaMallocHost(void** ptr, size_t size SIMT_SITE);
cudaError_t cudaHostAlloc(void** pHost, size_t size, unsigned int flags SIMT_SITE);
cudaError_t cudaMallocManaged(void** devPtr, size_t size, unsigned int flags SIMT_OR(cudaMemAttachGlobal) SIMT_SITE);
cudaError_t cudaMallocPitch(void** devPtr, size_t* pitch, size_t width, size_t height SIMT_SITE);
cudaError_t cudaMalloc3D(struct cudaPitchedPtr* pitchedDevPtr, struct cudaExtent extent SIMT_SITE);
cudaError_t cudaMallocAsync(void** devPtr, size_t size, cudaStream_t hStream SIMT_SITE);
cudaError_t cudaMallocFromPoolAsync(void** ptr, size_t size, cudaMemPool_t memPool, cudaStream_t stream SIMT_SITE);

cudaError_t cudaHostRegister(void* ptr, size_t size, unsigned int flags SIMT_SITE);
cudaError_t cudaHostUnregister(void* ptr SIMT_SITE);
cudaError_t cudaHostGetDevicePointer(void** pDevice, void* pHost, unsigned int flags SIMT_SITE);
cudaError_t cudaHostGetFlags(unsigned int* pFlags, void* pHost SIMT_SITE);
cudaError_t cudaPointerGetAttributes(struct cudaPointerAttributes* attributes, const void* ptr SIMT_SITE);
cudaError_t cudaMemGetInfo(size_t* free, size_t* total SIMT_SITE);

cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* memPool, int device SIMT_SITE);
cudaError_t cudaDeviceGetMemPool(cudaMemPool_t* memPool, int device SIMT_SITE);
cudaError_t cudaDeviceSetMemPool(int device, cudaMemPool_t memPool SIMT_SITE);
cudaError_t cudaMemPoolCreate(cudaMemPool_t* memPool, const struct cudaMemPoolProps* poolProps SIMT_SITE);
cudaError_t cudaMemPoolDestroy(cudaMemPool_t memPool SIMT_SITE);
cudaError_t cudaMemPoolTrimTo(cudaMemPool_t memPool, size_t minBytesToKeep SIMT_SITE);
cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value SIMT_SITE);
cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value SIMT_SITE);
cudaError_t cudaMemPoolSetAccess(cudaMemPool_t memPool, const struct cudaMemAccessDesc* descList, size_t count SIMT_SITE);
cudaError_t cudaMemPoolGetAccess(enum cudaMemAccessFlags* flags, cudaMemPool_t memPool, struct cudaMemLocation* location SIMT_SITE);

cudaError_t cudaIpcGetMemHandle(cudaIpcMemHandle_t* handle, void* devPtr SIMT_SITE);
cudaError_t cudaIpcOpenMemHandle(void** devPtr, cudaIpcMemHandle_t handle, unsigned int flags SIMT_SITE);
cudaError_t cudaIpcCloseMemHandle(void* devPtr SIMT_SITE);

// Plain functions, because programs hand them over as deleters; a direct call goes to the form that knows its line.
SIMT_C cudaError_t cudaFree(void* devPtr);
SIMT_C cudaError_t cudaFreeHost(void* ptr);
SIMT_C cudaError_t cudaFreeAsync(void* devPtr, cudaStream_t hStream);
#ifdef __cplusplus
cudaError_t simt_cudaFree(void* devPtr, ::simt::Site site);
cudaError_t simt_cudaFreeHost(void* ptr, ::simt::Site site);
cudaError_t simt_cudaFreeAsync(void* devPtr, cudaStream_t hStream, ::simt::Site site);
#define cudaFree(...) simt_cudaFree(__VA_ARGS__, SIMT_HERE)
#define cudaFreeHost(...) simt_cudaFreeHost(__VA_ARGS__, SIMT_HERE)
#define cudaFreeAsync(...) simt_cudaFreeAsync(__VA_ARGS__, SIMT_HERE)
#endif
// clang-format on
