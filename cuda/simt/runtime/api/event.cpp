// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Events: real times, and points in the order of streams.
#include "runtime/api/event.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_set>

#include "runtime/api/capture.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/stream.hpp"
#include "simt/api/streams.h"

using simt::Site;
using simt::api::finish;

namespace simt::api {
namespace {

struct Events {
  std::mutex lock;
  std::unordered_set<CUevent_st*> living;
};

Events& events() {
  static Events& the_events = *new Events;
  return the_events;
}

}  // namespace

CUevent_st* find_event(cudaEvent_t event) {
  const std::lock_guard lock(events().lock);
  return events().living.count(event) != 0 ? event : nullptr;
}

void record_event(CUevent_st& event, cudaStream_t stream) {
  event.capture = nullptr;
  event.after.clear();
  event.clock = clock_of(timeline_of(stream));
  event.time = std::chrono::steady_clock::now();
  event.recorded = true;
}

}  // namespace simt::api

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const unsigned known = cudaEventBlockingSync | cudaEventDisableTiming | cudaEventInterprocess;
  if (event == nullptr || (flags & ~known) != 0) {
    return finish(cudaErrorInvalidValue, "cudaEventCreate", site);
  }
  auto* made = new CUevent_st;
  made->flags = flags;
  simt::api::Events& all = simt::api::events();
  const std::lock_guard lock(all.lock);
  all.living.insert(made);
  *event = made;
  return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t* event, Site site) {
  return cudaEventCreateWithFlags(event, cudaEventDefault, site);
}

cudaError_t simt_cudaEventDestroy(cudaEvent_t event, Site site) {
  SIMT_RETURN_IF_BROKEN();
  simt::api::Events& all = simt::api::events();
  const std::lock_guard lock(all.lock);
  if (all.living.erase(event) == 0) {
    return finish(cudaErrorInvalidResourceHandle, "cudaEventDestroy", site);
  }
  delete event;
  return cudaSuccess;
}

extern "C" cudaError_t(cudaEventDestroy)(cudaEvent_t event) {
  return simt_cudaEventDestroy(event, {"", 0});
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t handle, cudaStream_t stream, unsigned, Site site) {
  return cudaEventRecord(handle, stream, site);
}

cudaError_t cudaEventRecord(cudaEvent_t handle, cudaStream_t stream, Site site) {
  SIMT_RETURN_IF_BROKEN();
  CUevent_st* event = simt::api::find_event(handle);
  if (event == nullptr || !simt::api::stream_exists(stream)) {
    return finish(cudaErrorInvalidResourceHandle, "cudaEventRecord", site);
  }
  if (!simt::api::capture_event_record(*event, stream)) simt::api::record_event(*event, stream);
  return cudaSuccess;
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t handle, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  CUevent_st* event = simt::api::find_event(handle);
  if (event == nullptr || !simt::api::stream_exists(stream)) {
    return finish(cudaErrorInvalidResourceHandle, "cudaStreamWaitEvent", site);
  }
  if (simt::api::capture_event_wait(*event, stream)) return cudaSuccess;
  if (event->recorded) simt::api::join(simt::api::timeline_of(stream), event->clock);
  return cudaSuccess;
}

namespace {

cudaError_t wait_for_event(cudaEvent_t handle, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const CUevent_st* event = simt::api::find_event(handle);
  if (event == nullptr) return finish(cudaErrorInvalidResourceHandle, call, site);
  if (event->capture != nullptr) return finish(cudaErrorCapturedEvent, call, site);
  if (event->recorded) simt::api::join(simt::api::kHostTimeline, event->clock);
  return cudaSuccess;
}

}  // namespace

cudaError_t cudaEventSynchronize(cudaEvent_t event, Site site) {
  return wait_for_event(event, "cudaEventSynchronize", site);
}

cudaError_t cudaEventQuery(cudaEvent_t event, Site site) {
  return wait_for_event(event, "cudaEventQuery", site);
}

cudaError_t cudaEventElapsedTime(float* ms, cudaEvent_t start, cudaEvent_t end, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaEventElapsedTime";
  const CUevent_st* first = simt::api::find_event(start);
  const CUevent_st* last = simt::api::find_event(end);
  if (ms == nullptr) return finish(cudaErrorInvalidValue, call, site);
  if (first == nullptr || last == nullptr || !first->recorded || !last->recorded ||
      ((first->flags | last->flags) & cudaEventDisableTiming) != 0) {
    return finish(cudaErrorInvalidResourceHandle, call, site);
  }
  const std::chrono::duration<float, std::milli> elapsed = last->time - first->time;
  // Programs divide by it; a real clock has a resolution too.
  *ms = first == last ? 0.0F : std::max(elapsed.count(), 1e-6F);
  return cudaSuccess;
}

// A handle is the event itself: it opens in the same process only.
cudaError_t cudaIpcGetEventHandle(cudaIpcEventHandle_t* handle, cudaEvent_t event, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (handle == nullptr || simt::api::find_event(event) == nullptr) {
    return finish(cudaErrorInvalidResourceHandle, "cudaIpcGetEventHandle", site);
  }
  *handle = {};
  std::memcpy(handle->reserved, static_cast<const void*>(&event), sizeof(cudaEvent_t));
  return cudaSuccess;
}

cudaError_t cudaIpcOpenEventHandle(cudaEvent_t* event, cudaIpcEventHandle_t handle, Site site) {
  SIMT_RETURN_IF_BROKEN();
  cudaEvent_t inside = nullptr;
  std::memcpy(static_cast<void*>(&inside), handle.reserved, sizeof(cudaEvent_t));
  if (event == nullptr || simt::api::find_event(inside) == nullptr) {
    return finish(cudaErrorInvalidResourceHandle, "cudaIpcOpenEventHandle", site);
  }
  *event = inside;
  return cudaSuccess;
}
