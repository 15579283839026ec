// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: the device (one; SIMT_DEVICE says which), its properties and limits, versions, peers, and
///        the names that CUDA had for them before. Signatures are CUDA's.

#include "simt/api/device_types.h"
#include "simt/api/launch_types.h"
#include "simt/api/site.h"

// clang-format off
cudaError_t cudaGetDeviceCount(int* count SIMT_SITE);
cudaError_t cudaGetDevice(int* device SIMT_SITE);
cudaError_t cudaSetDevice(int device SIMT_SITE);
cudaError_t cudaInitDevice(int device, unsigned int deviceFlags, unsigned int flags SIMT_SITE);
cudaError_t cudaSetValidDevices(int* device_arr, int len SIMT_SITE);
cudaError_t cudaChooseDevice(int* device, const struct cudaDeviceProp* prop SIMT_SITE);
cudaError_t cudaGetDeviceProperties(struct cudaDeviceProp* prop, int device SIMT_SITE);
cudaError_t cudaDeviceGetAttribute(int* value, enum cudaDeviceAttr attr, int device SIMT_SITE);
cudaError_t cudaSetDeviceFlags(unsigned int flags SIMT_SITE);
cudaError_t cudaGetDeviceFlags(unsigned int* flags SIMT_SITE);
cudaError_t cudaDeviceSynchronize(SIMT_SITE_ONLY);
cudaError_t cudaDeviceReset(SIMT_SITE_ONLY);
cudaError_t cudaDeviceSetLimit(enum cudaLimit limit, size_t value SIMT_SITE);
cudaError_t cudaDeviceGetLimit(size_t* pValue, enum cudaLimit limit SIMT_SITE);
cudaError_t cudaDeviceSetCacheConfig(enum cudaFuncCache cacheConfig SIMT_SITE);
cudaError_t cudaDeviceGetCacheConfig(enum cudaFuncCache* pCacheConfig SIMT_SITE);
cudaError_t cudaDeviceSetSharedMemConfig(enum cudaSharedMemConfig config SIMT_SITE);
cudaError_t cudaDeviceGetSharedMemConfig(enum cudaSharedMemConfig* pConfig SIMT_SITE);
cudaError_t cudaDeviceGetStreamPriorityRange(int* leastPriority, int* greatestPriority SIMT_SITE);
cudaError_t cudaDeviceGetPCIBusId(char* pciBusId, int len, int device SIMT_SITE);
cudaError_t cudaDeviceGetByPCIBusId(int* device, const char* pciBusId SIMT_SITE);
cudaError_t cudaDeviceCanAccessPeer(int* canAccessPeer, int device, int peerDevice SIMT_SITE);
cudaError_t cudaDeviceEnablePeerAccess(int peerDevice, unsigned int flags SIMT_SITE);
cudaError_t cudaDeviceDisablePeerAccess(int peerDevice SIMT_SITE);
cudaError_t cudaDeviceGetP2PAttribute(int* value, enum cudaDeviceP2PAttr attr, int srcDevice, int dstDevice SIMT_SITE);
cudaError_t cudaDriverGetVersion(int* driverVersion SIMT_SITE);
cudaError_t cudaRuntimeGetVersion(int* runtimeVersion SIMT_SITE);
cudaError_t cudaProfilerStart(SIMT_SITE_ONLY);
cudaError_t cudaProfilerStop(SIMT_SITE_ONLY);

cudaError_t cudaThreadSynchronize(SIMT_SITE_ONLY);
cudaError_t cudaThreadExit(SIMT_SITE_ONLY);
cudaError_t cudaThreadSetLimit(enum cudaLimit limit, size_t value SIMT_SITE);
cudaError_t cudaThreadGetLimit(size_t* pValue, enum cudaLimit limit SIMT_SITE);
cudaError_t cudaThreadSetCacheConfig(enum cudaFuncCache cacheConfig SIMT_SITE);
// clang-format on

#ifdef __cplusplus
inline cudaError_t cudaGetDeviceProperties_v2(cudaDeviceProp* prop,
                                              int device,
                                              ::simt::Site site = SIMT_HERE) {
  return cudaGetDeviceProperties(prop, device, site);
}
#endif
