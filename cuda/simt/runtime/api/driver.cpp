// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The driver API's calls, which are the runtime API's under other names; values of errors are the same.
#include <cstdio>

#include "cuda.h"
#include "runtime/api/copy.hpp"
#include "runtime/api/device.hpp"
#include "runtime/api/error.hpp"
#include "simt/api/copies.h"
#include "simt/api/device.h"
#include "simt/api/errors.h"
#include "simt/api/functions.h"
#include "simt/api/memory.h"
#include "simt/api/streams.h"

using simt::Site;

/// What a CUcontext points to: there is one.
struct CUctx_st {};

namespace {

CUctx_st the_context;

CUresult result(cudaError_t error) { return static_cast<CUresult>(error); }

void* pointer(CUdeviceptr address) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(address));
}

template <class T>
CUresult give(T* to, T value) {
  if (to == nullptr) return CUDA_ERROR_INVALID_VALUE;
  *to = value;
  return CUDA_SUCCESS;
}

bool exists(CUdevice device) { return device == 0; }

}  // namespace

CUresult cuInit(unsigned flags, Site) {
  return flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuDriverGetVersion(int* version, Site) { return give(version, CUDA_VERSION); }

CUresult cuGetErrorName(CUresult error, const char** name, Site) {
  switch (static_cast<int>(error)) {
#define SIMT_RESULT(text, value) \
  case value:                    \
    return give(name, static_cast<const char*>(#text));
#include "simt/api/driver_results.inc"
#undef SIMT_RESULT
    default:
      return CUDA_ERROR_INVALID_VALUE;
  }
}

CUresult cuGetErrorString(CUresult error, const char** text, Site) {
  return give(text, cudaGetErrorString(static_cast<cudaError_t>(error)));
}

CUresult cuDeviceGet(CUdevice* device, int ordinal, Site) {
  return exists(ordinal) ? give(device, 0) : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetCount(int* count, Site) { return give(count, 1); }

CUresult cuDeviceGetName(char* name, int length, CUdevice device, Site) {
  if (!exists(device) || name == nullptr || length <= 0) return CUDA_ERROR_INVALID_VALUE;
  std::snprintf(name, static_cast<std::size_t>(length), "%s", simt::device().name);
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetUuid(CUuuid* uuid, CUdevice device, Site) {
  return exists(device) ? give(uuid, simt::device().uuid) : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceTotalMem(size_t* bytes, CUdevice device, Site) {
  return exists(device) ? give(bytes, simt::device().totalGlobalMem) : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device, Site) {
  if (!exists(device)) return CUDA_ERROR_INVALID_DEVICE;
  if (value == nullptr) return CUDA_ERROR_INVALID_VALUE;
  const cudaDeviceProp& p = simt::device();
  switch (static_cast<int>(attribute)) {
#define SIMT_ATTRIBUTE(name, number, expression) \
  case number:                                   \
    return give(value, static_cast<int>(expression));
#include "simt/api/attributes.inc"
#undef SIMT_ATTRIBUTE
    default:
      // What the runtime API has no name for is what this device cannot do.
      return give(value, 0);
  }
}

CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device, Site) {
  if (!exists(device) || major == nullptr || minor == nullptr) return CUDA_ERROR_INVALID_VALUE;
  *major = simt::device().major;
  *minor = simt::device().minor;
  return CUDA_SUCCESS;
}

CUresult cuDeviceCanAccessPeer(int* can, CUdevice, CUdevice, Site) { return give(can, 0); }

CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice, Site) {
  return give(context, &the_context);
}
CUresult cuDevicePrimaryCtxRelease(CUdevice, Site) { return CUDA_SUCCESS; }
CUresult cuCtxCreate(CUcontext* context, unsigned, CUdevice device, Site) {
  return exists(device) ? give(context, &the_context) : CUDA_ERROR_INVALID_DEVICE;
}
CUresult cuCtxCreate(CUcontext* context, void*, unsigned flags, CUdevice device, Site site) {
  return cuCtxCreate(context, flags, device, site);
}
CUresult cuCtxDestroy(CUcontext, Site) { return CUDA_SUCCESS; }
CUresult cuCtxSetCurrent(CUcontext, Site) { return CUDA_SUCCESS; }
CUresult cuCtxGetCurrent(CUcontext* context, Site) { return give(context, &the_context); }
CUresult cuCtxPushCurrent(CUcontext, Site) { return CUDA_SUCCESS; }
CUresult cuCtxPopCurrent(CUcontext* context, Site) {
  return context == nullptr ? CUDA_SUCCESS : give(context, &the_context);
}
CUresult cuCtxGetDevice(CUdevice* device, Site) { return give(device, 0); }
CUresult cuCtxSynchronize(Site site) { return result(cudaDeviceSynchronize(site)); }

CUresult cuMemGetInfo(size_t* free_bytes, size_t* total, Site site) {
  return result(cudaMemGetInfo(free_bytes, total, site));
}

CUresult cuMemAlloc(CUdeviceptr* address, size_t size, Site site) {
  void* memory = nullptr;
  if (address == nullptr || size == 0) return CUDA_ERROR_INVALID_VALUE;
  const cudaError_t error = cudaMalloc(&memory, size, site);
  *address = reinterpret_cast<std::uintptr_t>(memory);
  return result(error);
}

CUresult cuMemFree(CUdeviceptr address, Site site) {
  return result(simt_cudaFree(pointer(address), site));
}
CUresult cuMemAllocHost(void** memory, size_t size, Site site) {
  return result(cudaMallocHost(memory, size, site));
}
CUresult cuMemFreeHost(void* memory, Site site) { return result(simt_cudaFreeHost(memory, site)); }

CUresult cuMemcpyHtoD(CUdeviceptr to, const void* from, size_t count, Site site) {
  return result(cudaMemcpy(pointer(to), from, count, cudaMemcpyHostToDevice, site));
}

CUresult cuMemcpyDtoH(void* to, CUdeviceptr from, size_t count, Site site) {
  return result(cudaMemcpy(to, pointer(from), count, cudaMemcpyDeviceToHost, site));
}

CUresult cuMemcpyDtoD(CUdeviceptr to, CUdeviceptr from, size_t count, Site site) {
  return result(cudaMemcpy(pointer(to), pointer(from), count, cudaMemcpyDeviceToDevice, site));
}

CUresult cuMemcpyHtoDAsync(
    CUdeviceptr to, const void* from, size_t count, CUstream stream, Site site) {
  return result(cudaMemcpyAsync(pointer(to), from, count, cudaMemcpyHostToDevice, stream, site));
}

CUresult cuMemcpyDtoHAsync(void* to, CUdeviceptr from, size_t count, CUstream stream, Site site) {
  return result(cudaMemcpyAsync(to, pointer(from), count, cudaMemcpyDeviceToHost, stream, site));
}

CUresult cuMemsetD8(CUdeviceptr to, unsigned char value, size_t count, Site site) {
  return result(cudaMemset(pointer(to), value, count, site));
}

CUresult cuMemsetD32(CUdeviceptr to, unsigned value, size_t count, Site site) {
  return result(simt::api::fill_box({static_cast<char*>(pointer(to))}, value, sizeof(value),
                                    {count * sizeof(value)}, {"cuMemsetD32", site}));
}

CUresult cuStreamCreate(CUstream* stream, unsigned flags, Site site) {
  return result(cudaStreamCreateWithFlags(stream, flags, site));
}
CUresult cuStreamSynchronize(CUstream stream, Site site) {
  return result(cudaStreamSynchronize(stream, site));
}
CUresult cuStreamQuery(CUstream stream, Site site) { return result(cudaStreamQuery(stream, site)); }
CUresult cuStreamDestroy(CUstream stream, Site site) {
  return result(simt_cudaStreamDestroy(stream, site));
}
CUresult cuEventCreate(CUevent* event, unsigned flags, Site site) {
  return result(cudaEventCreateWithFlags(event, flags, site));
}
CUresult cuEventRecord(CUevent event, CUstream stream, Site site) {
  return result(cudaEventRecord(event, stream, site));
}
CUresult cuEventSynchronize(CUevent event, Site site) {
  return result(cudaEventSynchronize(event, site));
}
CUresult cuEventQuery(CUevent event, Site site) { return result(cudaEventQuery(event, site)); }
CUresult cuEventElapsedTime(float* ms, CUevent start, CUevent end, Site site) {
  return result(cudaEventElapsedTime(ms, start, end, site));
}
CUresult cuEventDestroy(CUevent event, Site site) {
  return result(simt_cudaEventDestroy(event, site));
}

CUresult cuLaunchKernel(CUfunction function,
                        unsigned grid_x,
                        unsigned grid_y,
                        unsigned grid_z,
                        unsigned block_x,
                        unsigned block_y,
                        unsigned block_z,
                        unsigned shared,
                        CUstream stream,
                        void** arguments,
                        void**,
                        Site site) {
  return result(cudaLaunchKernel(static_cast<const void*>(function), dim3{grid_x, grid_y, grid_z},
                                 dim3{block_x, block_y, block_z}, arguments, shared, stream, site));
}

CUresult cuProfilerStart(Site) { return CUDA_SUCCESS; }
CUresult cuProfilerStop(Site) { return CUDA_SUCCESS; }
