// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Streams: handles, priorities, host functions, synchronisation.
#include "runtime/api/stream.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "runtime/api/capture.hpp"
#include "runtime/api/clocks.hpp"
#include "runtime/api/error.hpp"
#include "simt/api/streams.h"

using simt::Site;
using simt::api::finish;

/// What a cudaStream_t points to.
struct CUstream_st {
  unsigned flags = 0;
  int priority = 0;
  unsigned timeline = 0;
  simt::api::Capture* capture = nullptr;
  cudaStreamAttrValue window = {};  // the one attribute that is only kept
};

namespace simt::api {
namespace {

struct Streams {
  std::mutex lock;
  std::unordered_set<CUstream_st*> living;
  CUstream_st per_thread;
};

Streams& streams() {
  static Streams& the_streams = []() -> Streams& {
    auto* made = new Streams;
    made->per_thread.timeline = kPerThreadTimeline;
    return *made;
  }();
  return the_streams;
}

bool is_legacy(cudaStream_t stream) { return stream == nullptr || stream == cudaStreamLegacy; }

/// Null for the legacy stream and for what is no stream.
CUstream_st* find_stream(cudaStream_t stream) {
  if (is_legacy(stream)) return nullptr;
  if (stream == cudaStreamPerThread) return &streams().per_thread;
  const std::lock_guard lock(streams().lock);
  return streams().living.count(stream) != 0 ? stream : nullptr;
}

cudaError_t create(
    cudaStream_t* stream, unsigned flags, int priority, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (stream == nullptr || (flags & ~unsigned{cudaStreamNonBlocking}) != 0) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  auto* made = new CUstream_st;
  made->flags = flags;
  made->priority = std::clamp(priority, kGreatestPriority, kLeastPriority);
  made->timeline = new_timeline((flags & cudaStreamNonBlocking) == 0);
  const std::lock_guard lock(streams().lock);
  streams().living.insert(made);
  *stream = made;
  return cudaSuccess;
}

}  // namespace

bool stream_exists(cudaStream_t stream) {
  return is_legacy(stream) || find_stream(stream) != nullptr;
}

unsigned timeline_of(cudaStream_t stream) {
  const CUstream_st* found = find_stream(stream);
  return found == nullptr ? unsigned{kLegacyTimeline} : found->timeline;
}

Capture* capture_of(cudaStream_t stream) {
  const CUstream_st* found = find_stream(stream);
  return found == nullptr ? nullptr : found->capture;
}

void set_capture(cudaStream_t stream, Capture* capture) {
  if (CUstream_st* found = find_stream(stream)) found->capture = capture;
}

cudaError_t synchronize_device() {
  host_joins_all();
  return cudaSuccess;
}

cudaError_t stream_error(cudaStream_t stream) {
  return stream_exists(stream) ? cudaSuccess : cudaErrorInvalidResourceHandle;
}

namespace {

/// The head of every call about one stream.
cudaError_t check_stream(cudaStream_t stream, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  return finish(stream_error(stream), call, site);
}

}  // namespace
}  // namespace simt::api

cudaError_t cudaStreamCreate(cudaStream_t* stream, Site site) {
  return simt::api::create(stream, cudaStreamDefault, 0, "cudaStreamCreate", site);
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags, Site site) {
  return simt::api::create(stream, flags, 0, "cudaStreamCreateWithFlags", site);
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream,
                                         unsigned flags,
                                         int priority,
                                         Site site) {
  return simt::api::create(stream, flags, priority, "cudaStreamCreateWithPriority", site);
}

cudaError_t simt_cudaStreamDestroy(cudaStream_t stream, Site site) {
  SIMT_RETURN_IF_BROKEN();
  simt::api::Streams& all = simt::api::streams();
  const std::lock_guard lock(all.lock);
  if (all.living.erase(stream) == 0) {
    return finish(cudaErrorInvalidResourceHandle, "cudaStreamDestroy", site);
  }
  delete stream;
  return cudaSuccess;
}

extern "C" cudaError_t(cudaStreamDestroy)(cudaStream_t stream) {
  return simt_cudaStreamDestroy(stream, {"", 0});
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamSynchronize", site);
  if (error != cudaSuccess) return error;
  if (simt::api::capture_of(stream) != nullptr) {
    return finish(cudaErrorStreamCaptureUnsupported, "cudaStreamSynchronize", site);
  }
  simt::api::host_joins(simt::api::timeline_of(stream));
  return cudaSuccess;
}

cudaError_t cudaStreamQuery(cudaStream_t stream, Site site) {
  return cudaStreamSynchronize(stream, site);
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* data, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaLaunchHostFunc", site);
  if (error != cudaSuccess) return error;
  if (function == nullptr) return finish(cudaErrorInvalidValue, "cudaLaunchHostFunc", site);
  const auto action = [function, data](cudaStream_t) {
    function(data);
    return cudaSuccess;
  };
  if (simt::api::capture_action(stream, cudaGraphNodeTypeHost, action)) return cudaSuccess;
  return action(stream);
}

cudaError_t cudaStreamAddCallback(
    cudaStream_t stream, cudaStreamCallback_t callback, void* data, unsigned, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamAddCallback", site);
  if (error != cudaSuccess) return error;
  if (callback == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamAddCallback", site);
  callback(stream, cudaSuccess, data);
  return cudaSuccess;
}

cudaError_t cudaStreamAttachMemAsync(cudaStream_t stream, void*, size_t, unsigned, Site site) {
  return simt::api::check_stream(stream, "cudaStreamAttachMemAsync", site);
}

cudaError_t cudaStreamGetPriority(cudaStream_t stream, int* priority, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamGetPriority", site);
  if (error != cudaSuccess) return error;
  if (priority == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetPriority", site);
  const CUstream_st* found = simt::api::find_stream(stream);
  *priority = found == nullptr ? 0 : found->priority;
  return cudaSuccess;
}

cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned* flags, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamGetFlags", site);
  if (error != cudaSuccess) return error;
  if (flags == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetFlags", site);
  const CUstream_st* found = simt::api::find_stream(stream);
  *flags = found == nullptr ? 0 : found->flags;
  return cudaSuccess;
}

cudaError_t cudaStreamGetId(cudaStream_t stream, unsigned long long* id, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamGetId", site);
  if (error != cudaSuccess) return error;
  if (id == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetId", site);
  *id = simt::api::timeline_of(stream);
  return cudaSuccess;
}

cudaError_t cudaStreamGetDevice(cudaStream_t stream, int* device, Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamGetDevice", site);
  if (error != cudaSuccess) return error;
  if (device == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetDevice", site);
  *device = 0;
  return cudaSuccess;
}

cudaError_t cudaStreamSetAttribute(cudaStream_t stream,
                                   cudaStreamAttrID attribute,
                                   const cudaStreamAttrValue* value,
                                   Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamSetAttribute", site);
  if (error != cudaSuccess) return error;
  if (value == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamSetAttribute", site);
  CUstream_st* found = simt::api::find_stream(stream);
  if (found == nullptr) return cudaSuccess;
  if (attribute == cudaLaunchAttributePriority) {
    found->priority = value->priority;
  } else if (attribute == cudaLaunchAttributeAccessPolicyWindow) {
    found->window = *value;
  }
  return cudaSuccess;
}

cudaError_t cudaStreamGetAttribute(cudaStream_t stream,
                                   cudaStreamAttrID attribute,
                                   cudaStreamAttrValue* value,
                                   Site site) {
  const cudaError_t error = simt::api::check_stream(stream, "cudaStreamGetAttribute", site);
  if (error != cudaSuccess) return error;
  if (value == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetAttribute", site);
  *value = {};
  const CUstream_st* found = simt::api::find_stream(stream);
  if (found == nullptr) return cudaSuccess;
  if (attribute == cudaLaunchAttributePriority) value->priority = found->priority;
  if (attribute == cudaLaunchAttributeAccessPolicyWindow) *value = found->window;
  return cudaSuccess;
}

cudaError_t cudaStreamCopyAttributes(cudaStream_t to, cudaStream_t from, Site site) {
  const cudaError_t error = simt::api::check_stream(to, "cudaStreamCopyAttributes", site);
  if (error != cudaSuccess) return error;
  cudaStreamAttrValue window = {};
  cudaStreamGetAttribute(from, cudaLaunchAttributeAccessPolicyWindow, &window, site);
  return cudaStreamSetAttribute(to, cudaLaunchAttributeAccessPolicyWindow, &window, site);
}

cudaError_t cudaCtxResetPersistingL2Cache(Site) { return cudaSuccess; }
