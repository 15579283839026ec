// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The little of the driver API that programs of the runtime API use: types, errors, devices, memory.
///        Modules and contexts of one's own are not emulated.

#define __cuda_cuda_h__
#define CUDA_VERSION 13000

#include "cuda_runtime_api.h"

typedef int CUdevice;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st* CUcontext;
typedef cudaStream_t CUstream;
typedef cudaEvent_t CUevent;
typedef cudaGraph_t CUgraph;
typedef cudaGraphExec_t CUgraphExec;
typedef cudaGraphNode_t CUgraphNode;

/// The driver's codes have the values of the runtime's.
typedef enum cudaError_enum {
  CUDA_SUCCESS = 0,
  CUDA_ERROR_INVALID_VALUE = 1,
  CUDA_ERROR_OUT_OF_MEMORY = 2,
  CUDA_ERROR_NOT_INITIALIZED = 3,
  CUDA_ERROR_DEINITIALIZED = 4,
  CUDA_ERROR_NO_DEVICE = 100,
  CUDA_ERROR_INVALID_DEVICE = 101,
  CUDA_ERROR_INVALID_CONTEXT = 201,
  CUDA_ERROR_NOT_FOUND = 500,
  CUDA_ERROR_NOT_READY = 600,
  CUDA_ERROR_ILLEGAL_ADDRESS = 700,
  CUDA_ERROR_NOT_SUPPORTED = 801,
  CUDA_ERROR_UNKNOWN = 999
} CUresult;

/// An attribute's number is the runtime's.
typedef enum CUdevice_attribute_enum {
#define SIMT_ATTRIBUTE(name, value, expression) CU_DEVICE_ATTRIBUTE_OF_##name = value,
#include "simt/api/attributes.inc"
#undef SIMT_ATTRIBUTE
  CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK = 1,
  CU_DEVICE_ATTRIBUTE_MAX_BLOCK_DIM_X = 2,
  CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK = 8,
  CU_DEVICE_ATTRIBUTE_TOTAL_CONSTANT_MEMORY = 9,
  CU_DEVICE_ATTRIBUTE_WARP_SIZE = 10,
  CU_DEVICE_ATTRIBUTE_CLOCK_RATE = 13,
  CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT = 16,
  CU_DEVICE_ATTRIBUTE_COMPUTE_MODE = 20,
  CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE = 36,
  CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH = 37,
  CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE = 38,
  CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_MULTIPROCESSOR = 39,
  CU_DEVICE_ATTRIBUTE_UNIFIED_ADDRESSING = 41,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR = 75,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR = 76,
  CU_DEVICE_ATTRIBUTE_MANAGED_MEMORY = 83
} CUdevice_attribute;

typedef enum CUcomputemode_enum {
  CU_COMPUTEMODE_DEFAULT = 0,
  CU_COMPUTEMODE_PROHIBITED = 2,
  CU_COMPUTEMODE_EXCLUSIVE_PROCESS = 3
} CUcomputemode;

#define SIMT_DRIVER(call) ((CUresult)(call))

static inline CUresult cuInit(unsigned int flags) {
  return flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}
static inline CUresult cuDriverGetVersion(int* version) {
  return SIMT_DRIVER(cudaDriverGetVersion(version));
}
static inline CUresult cuDeviceGetCount(int* count) {
  return SIMT_DRIVER(cudaGetDeviceCount(count));
}
static inline CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  int count = 0;
  if (cuDeviceGetCount(&count) != CUDA_SUCCESS || ordinal < 0 || ordinal >= count) {
    return CUDA_ERROR_INVALID_DEVICE;
  }
  *device = ordinal;
  return CUDA_SUCCESS;
}
static inline CUresult cuDeviceGetAttribute(int* value,
                                            CUdevice_attribute attribute,
                                            CUdevice device) {
  return SIMT_DRIVER(cudaDeviceGetAttribute(value, (enum cudaDeviceAttr)attribute, device));
}
static inline CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
  struct cudaDeviceProp properties;
  int i = 0;
  const CUresult result = SIMT_DRIVER(cudaGetDeviceProperties(&properties, device));
  if (result != CUDA_SUCCESS || length <= 0) return result;
  for (; i + 1 < length && properties.name[i] != '\0'; ++i) name[i] = properties.name[i];
  name[i] = '\0';
  return CUDA_SUCCESS;
}
static inline CUresult cuDeviceTotalMem(size_t* bytes, CUdevice device) {
  struct cudaDeviceProp properties;
  const CUresult result = SIMT_DRIVER(cudaGetDeviceProperties(&properties, device));
  if (result == CUDA_SUCCESS) *bytes = properties.totalGlobalMem;
  return result;
}
static inline CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
  const CUresult result =
      cuDeviceGetAttribute(major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device);
  if (result != CUDA_SUCCESS) return result;
  return cuDeviceGetAttribute(minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device);
}
static inline CUresult cuCtxSynchronize(void) { return SIMT_DRIVER(cudaDeviceSynchronize()); }
static inline CUresult cuCtxGetDevice(CUdevice* device) {
  return SIMT_DRIVER(cudaGetDevice(device));
}
static inline CUresult cuMemGetInfo(size_t* free, size_t* total) {
  return SIMT_DRIVER(cudaMemGetInfo(free, total));
}
static inline CUresult cuMemAlloc(CUdeviceptr* pointer, size_t bytes) {
  void* address = NULL;
  const CUresult result = SIMT_DRIVER(cudaMalloc(&address, bytes));
  *pointer = (CUdeviceptr)(size_t)address;
  return result;
}
static inline CUresult cuMemFree(CUdeviceptr pointer) {
  return SIMT_DRIVER(cudaFree((void*)(size_t)pointer));
}
static inline CUresult cuMemcpyHtoD(CUdeviceptr to, const void* from, size_t bytes) {
  return SIMT_DRIVER(cudaMemcpy((void*)(size_t)to, from, bytes, cudaMemcpyHostToDevice));
}
static inline CUresult cuMemcpyDtoH(void* to, CUdeviceptr from, size_t bytes) {
  return SIMT_DRIVER(cudaMemcpy(to, (const void*)(size_t)from, bytes, cudaMemcpyDeviceToHost));
}
static inline CUresult cuGetErrorString(CUresult error, const char** text) {
  *text = cudaGetErrorString((cudaError_t)error);
  return CUDA_SUCCESS;
}
static inline CUresult cuGetErrorName(CUresult error, const char** text) {
  *text = cudaGetErrorName((cudaError_t)error);
  return CUDA_SUCCESS;
}
