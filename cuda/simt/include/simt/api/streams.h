// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: streams and events. Signatures are CUDA's. All work is done when it is enqueued; streams
///        and events record the order that hardware would have had to keep.

#include "simt/api/graph_types.h"
#include "simt/api/launch_types.h"
#include "simt/api/site.h"

// clang-format off
cudaError_t cudaStreamCreate(cudaStream_t* pStream SIMT_SITE);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* pStream, unsigned int flags SIMT_SITE);
cudaError_t cudaStreamCreateWithPriority(cudaStream_t* pStream, unsigned int flags, int priority SIMT_SITE);
cudaError_t cudaStreamSynchronize(cudaStream_t stream SIMT_SITE);
cudaError_t cudaStreamQuery(cudaStream_t stream SIMT_SITE);
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int flags SIMT_OR(0) SIMT_SITE);
cudaError_t cudaStreamAddCallback(cudaStream_t stream, cudaStreamCallback_t callback, void* userData, unsigned int flags SIMT_SITE);
cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t fn, void* userData SIMT_SITE);
cudaError_t cudaStreamAttachMemAsync(cudaStream_t stream, void* devPtr, size_t length SIMT_OR(0), unsigned int flags SIMT_OR(cudaMemAttachSingle) SIMT_SITE);
cudaError_t cudaStreamGetPriority(cudaStream_t hStream, int* priority SIMT_SITE);
cudaError_t cudaStreamGetFlags(cudaStream_t hStream, unsigned int* flags SIMT_SITE);
cudaError_t cudaStreamGetId(cudaStream_t hStream, unsigned long long* streamId SIMT_SITE);
cudaError_t cudaStreamGetDevice(cudaStream_t hStream, int* device SIMT_SITE);
cudaError_t cudaStreamSetAttribute(cudaStream_t hStream, cudaStreamAttrID attr, const cudaStreamAttrValue* value SIMT_SITE);
cudaError_t cudaStreamGetAttribute(cudaStream_t hStream, cudaStreamAttrID attr, cudaStreamAttrValue* value_out SIMT_SITE);
cudaError_t cudaStreamCopyAttributes(cudaStream_t dst, cudaStream_t src SIMT_SITE);
cudaError_t cudaCtxResetPersistingL2Cache(SIMT_SITE_ONLY);

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, enum cudaStreamCaptureMode mode SIMT_SITE);
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* pGraph SIMT_SITE);
cudaError_t cudaStreamIsCapturing(cudaStream_t stream, enum cudaStreamCaptureStatus* pCaptureStatus SIMT_SITE);
cudaError_t cudaStreamGetCaptureInfo(cudaStream_t stream, enum cudaStreamCaptureStatus* captureStatus_out, unsigned long long* id_out SIMT_OR(nullptr), cudaGraph_t* graph_out SIMT_OR(nullptr), const cudaGraphNode_t** dependencies_out SIMT_OR(nullptr), const cudaGraphEdgeData** edgeData_out SIMT_OR(nullptr), size_t* numDependencies_out SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaThreadExchangeStreamCaptureMode(enum cudaStreamCaptureMode* mode SIMT_SITE);

cudaError_t cudaEventCreate(cudaEvent_t* event SIMT_SITE);
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags SIMT_SITE);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream SIMT_OR(nullptr) SIMT_SITE);
cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream SIMT_OR(nullptr), unsigned int flags SIMT_OR(0) SIMT_SITE);
cudaError_t cudaEventQuery(cudaEvent_t event SIMT_SITE);
cudaError_t cudaEventSynchronize(cudaEvent_t event SIMT_SITE);
/// Milliseconds of real time between two recorded events, at least the clock's resolution.
cudaError_t cudaEventElapsedTime(float* ms, cudaEvent_t start, cudaEvent_t end SIMT_SITE);

cudaError_t cudaIpcGetEventHandle(cudaIpcEventHandle_t* handle, cudaEvent_t event SIMT_SITE);
cudaError_t cudaIpcOpenEventHandle(cudaEvent_t* event, cudaIpcEventHandle_t handle SIMT_SITE);

// Plain functions, because programs hand them over as deleters; see memory.h.
SIMT_C cudaError_t cudaStreamDestroy(cudaStream_t stream);
SIMT_C cudaError_t cudaEventDestroy(cudaEvent_t event);
#ifdef __cplusplus
cudaError_t simt_cudaStreamDestroy(cudaStream_t stream, ::simt::Site site);
cudaError_t simt_cudaEventDestroy(cudaEvent_t event, ::simt::Site site);
#define cudaStreamDestroy(...) simt_cudaStreamDestroy(__VA_ARGS__, SIMT_HERE)
#define cudaEventDestroy(...) simt_cudaEventDestroy(__VA_ARGS__, SIMT_HERE)
#endif
// clang-format on
