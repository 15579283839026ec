// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The part of the driver API that programs of the runtime API mix in: devices, contexts, memory, streams,
///        launches by address. Modules are not there: nothing here could load one. Signatures are CUDA's.

#define __cuda_cuda_h__
#define CUDA_VERSION 13000
#define CUDAAPI

#include "driver_types.h"
#include "simt/api/site.h"
#include <stddef.h>
#include <stdint.h>

typedef enum cudaError_enum {
#define SIMT_RESULT(name, value) name = value,
#include "simt/api/driver_results.inc"
#undef SIMT_RESULT
} CUresult;

typedef enum CUdevice_attribute_enum {
#define SIMT_ATTRIBUTE(name, value) CU_DEVICE_ATTRIBUTE_##name = value,
#include "simt/api/driver_attributes.inc"
#undef SIMT_ATTRIBUTE
  CU_DEVICE_ATTRIBUTE_MAX
} CUdevice_attribute;

typedef int CUdevice;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st* CUcontext;
typedef struct CUmod_st* CUmodule;
typedef struct CUfunc_st* CUfunction;
typedef struct CUstream_st* CUstream;
typedef struct CUevent_st* CUevent;

typedef enum CUcomputemode_enum {
  CU_COMPUTEMODE_DEFAULT = 0,
  CU_COMPUTEMODE_PROHIBITED = 2,
  CU_COMPUTEMODE_EXCLUSIVE_PROCESS = 3
} CUcomputemode;

enum CUctx_flags {
  CU_CTX_SCHED_AUTO = 0x00,
  CU_CTX_SCHED_SPIN = 0x01,
  CU_CTX_SCHED_YIELD = 0x02,
  CU_CTX_SCHED_BLOCKING_SYNC = 0x04,
  CU_CTX_MAP_HOST = 0x08
};

enum CUstream_flags { CU_STREAM_DEFAULT = 0x0, CU_STREAM_NON_BLOCKING = 0x1 };
enum CUevent_flags {
  CU_EVENT_DEFAULT = 0x0,
  CU_EVENT_BLOCKING_SYNC = 0x1,
  CU_EVENT_DISABLE_TIMING = 0x2
};

// clang-format off
CUresult cuInit(unsigned int Flags SIMT_SITE);
CUresult cuDriverGetVersion(int* driverVersion SIMT_SITE);
CUresult cuGetErrorName(CUresult error, const char** pStr SIMT_SITE);
CUresult cuGetErrorString(CUresult error, const char** pStr SIMT_SITE);
CUresult cuDeviceGet(CUdevice* device, int ordinal SIMT_SITE);
CUresult cuDeviceGetCount(int* count SIMT_SITE);
CUresult cuDeviceGetName(char* name, int len, CUdevice dev SIMT_SITE);
CUresult cuDeviceGetUuid(CUuuid* uuid, CUdevice dev SIMT_SITE);
CUresult cuDeviceTotalMem(size_t* bytes, CUdevice dev SIMT_SITE);
CUresult cuDeviceGetAttribute(int* pi, CUdevice_attribute attrib, CUdevice dev SIMT_SITE);
CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice dev SIMT_SITE);
CUresult cuDeviceCanAccessPeer(int* canAccessPeer, CUdevice dev, CUdevice peerDev SIMT_SITE);
CUresult cuDevicePrimaryCtxRetain(CUcontext* pctx, CUdevice dev SIMT_SITE);
CUresult cuDevicePrimaryCtxRelease(CUdevice dev SIMT_SITE);
CUresult cuCtxDestroy(CUcontext ctx SIMT_SITE);
CUresult cuCtxSetCurrent(CUcontext ctx SIMT_SITE);
CUresult cuCtxGetCurrent(CUcontext* pctx SIMT_SITE);
CUresult cuCtxPushCurrent(CUcontext ctx SIMT_SITE);
CUresult cuCtxPopCurrent(CUcontext* pctx SIMT_SITE);
CUresult cuCtxGetDevice(CUdevice* device SIMT_SITE);
CUresult cuCtxSynchronize(SIMT_SITE_ONLY);
CUresult cuMemGetInfo(size_t* free, size_t* total SIMT_SITE);
CUresult cuMemAlloc(CUdeviceptr* dptr, size_t bytesize SIMT_SITE);
CUresult cuMemFree(CUdeviceptr dptr SIMT_SITE);
CUresult cuMemAllocHost(void** pp, size_t bytesize SIMT_SITE);
CUresult cuMemFreeHost(void* p SIMT_SITE);
CUresult cuMemcpyHtoD(CUdeviceptr dstDevice, const void* srcHost, size_t ByteCount SIMT_SITE);
CUresult cuMemcpyDtoH(void* dstHost, CUdeviceptr srcDevice, size_t ByteCount SIMT_SITE);
CUresult cuMemcpyDtoD(CUdeviceptr dstDevice, CUdeviceptr srcDevice, size_t ByteCount SIMT_SITE);
CUresult cuMemcpyHtoDAsync(CUdeviceptr dstDevice, const void* srcHost, size_t ByteCount, CUstream hStream SIMT_SITE);
CUresult cuMemcpyDtoHAsync(void* dstHost, CUdeviceptr srcDevice, size_t ByteCount, CUstream hStream SIMT_SITE);
CUresult cuMemsetD8(CUdeviceptr dstDevice, unsigned char uc, size_t N SIMT_SITE);
CUresult cuMemsetD32(CUdeviceptr dstDevice, unsigned int ui, size_t N SIMT_SITE);
CUresult cuStreamCreate(CUstream* phStream, unsigned int Flags SIMT_SITE);
CUresult cuStreamSynchronize(CUstream hStream SIMT_SITE);
CUresult cuStreamQuery(CUstream hStream SIMT_SITE);
CUresult cuStreamDestroy(CUstream hStream SIMT_SITE);
CUresult cuEventCreate(CUevent* phEvent, unsigned int Flags SIMT_SITE);
CUresult cuEventRecord(CUevent hEvent, CUstream hStream SIMT_SITE);
CUresult cuEventSynchronize(CUevent hEvent SIMT_SITE);
CUresult cuEventQuery(CUevent hEvent SIMT_SITE);
CUresult cuEventElapsedTime(float* pMilliseconds, CUevent hStart, CUevent hEnd SIMT_SITE);
CUresult cuEventDestroy(CUevent hEvent SIMT_SITE);
CUresult cuLaunchKernel(CUfunction f, unsigned int gridDimX, unsigned int gridDimY, unsigned int gridDimZ, unsigned int blockDimX, unsigned int blockDimY, unsigned int blockDimZ, unsigned int sharedMemBytes, CUstream hStream, void** kernelParams, void** extra SIMT_SITE);
CUresult cuProfilerStart(SIMT_SITE_ONLY);
CUresult cuProfilerStop(SIMT_SITE_ONLY);
#ifdef __cplusplus
CUresult cuCtxCreate(CUcontext* pctx, unsigned int flags, CUdevice dev, ::simt::Site site = SIMT_HERE);
/// As CUDA 13 has it; parameters are null.
CUresult cuCtxCreate(CUcontext* pctx, void* parameters, unsigned int flags, CUdevice dev, ::simt::Site site = SIMT_HERE);
#endif
// clang-format on
