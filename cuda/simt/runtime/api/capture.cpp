// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Stream capture: what is enqueued in a recording stream becomes a node behind the stream's last ones. Other
///        streams join when they wait for an event of the recording.
#include "runtime/api/capture.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "runtime/api/error.hpp"
#include "runtime/api/event.hpp"
#include "runtime/api/graph.hpp"
#include "runtime/api/kernel.hpp"
#include "runtime/api/stream.hpp"
#include "runtime/launch.hpp"
#include "simt/api/errors.h"
#include "simt/api/streams.h"

using simt::Site;
using simt::api::finish;

namespace simt {
namespace api {

/// One recording.
struct Capture {
  std::unique_ptr<CUgraph_st> graph = std::make_unique<CUgraph_st>();
  cudaStream_t origin = nullptr;
  unsigned long long id = 0;
  std::map<cudaStream_t, std::vector<CUgraphNode_st*>>
      last;  // the nodes that the next one of a stream waits for
};

namespace {

std::recursive_mutex& capture_lock() {
  static std::recursive_mutex& lock = *new std::recursive_mutex;
  return lock;
}

/// A launch that can be repeated: its arguments were copied.
class RecordedLaunch {
 public:
  explicit RecordedLaunch(const Launch& launch)
      : kernel_(launch.kernel),
        body_(launch.body),
        config_{launch.grid, launch.block, launch.dynamic_shared, nullptr, nullptr, 0},
        cooperative_(launch.cooperative),
        site_(launch.site) {
    body_.body = launch.body.clone(launch.body.body);
  }
  RecordedLaunch(const RecordedLaunch&) = delete;
  RecordedLaunch& operator=(const RecordedLaunch&) = delete;
  ~RecordedLaunch() { body_.destroy(const_cast<void*>(body_.body)); }

  cudaError_t run(cudaStream_t stream) const {
    configure(config_.gridDim, config_.blockDim, config_.dynamicSmemBytes, stream, site_);
    if (cooperative_) make_cooperative();
    const cudaError_t before = cudaPeekAtLastError();
    set_last_error(0);
    launch(kernel_, body_);
    const cudaError_t error = cudaPeekAtLastError();
    if (error == cudaSuccess) set_last_error(before);
    return error;
  }

 private:
  KernelInfo kernel_;
  KernelBody body_;
  cudaLaunchConfig_t config_;
  bool cooperative_;
  Site site_;
};

Action repeat(const Launch& launch) {
  return [recorded = std::make_shared<RecordedLaunch>(launch)](cudaStream_t stream) {
    return recorded->run(stream);
  };
}

// Where kernel_action() catches the launch it provokes.
thread_local Action* caught = nullptr;

void merge(std::vector<CUgraphNode_st*>& into, const std::vector<CUgraphNode_st*>& from) {
  for (CUgraphNode_st* node : from) {
    if (std::find(into.begin(), into.end(), node) == into.end()) into.push_back(node);
  }
}

/// Whether every node is one that another waits for, or one of the origin stream's last.
bool all_joined(const Capture& capture) {
  std::vector<CUgraphNode_st*> waited_for = capture.last.at(capture.origin);
  for (const auto& node : capture.graph->nodes) merge(waited_for, node->dependencies);
  return waited_for.size() == capture.graph->nodes.size();
}

}  // namespace

bool capture_action(cudaStream_t stream, cudaGraphNodeType type, Action action) {
  const std::lock_guard lock(capture_lock());
  Capture* capture = capture_of(stream);
  if (capture == nullptr) return false;
  std::vector<CUgraphNode_st*>& last = capture->last[stream];
  last = {&add_node(*capture->graph, type, std::move(action), last)};
  return true;
}

CUgraph_st* recorded_graph(cudaStream_t stream) {
  const std::lock_guard lock(capture_lock());
  Capture* capture = capture_of(stream);
  return capture == nullptr ? nullptr : capture->graph.get();
}

bool capture_event_record(CUevent_st& event, cudaStream_t stream) {
  const std::lock_guard lock(capture_lock());
  Capture* capture = capture_of(stream);
  if (capture == nullptr) return false;
  event.capture = capture;
  event.after = capture->last[stream];
  return true;
}

bool capture_event_wait(CUevent_st& event, cudaStream_t stream) {
  const std::lock_guard lock(capture_lock());
  Capture* capture = capture_of(stream);
  if (event.capture == nullptr) return capture != nullptr;
  if (capture == nullptr) set_capture(stream, event.capture);
  merge(event.capture->last[stream], event.after);
  return true;
}

cudaError_t kernel_action(const cudaKernelNodeParams* parameters, Site site, Action& action) {
  if (parameters == nullptr || parameters->func == nullptr) return cudaErrorInvalidValue;
  const cudaLaunchConfig_t config = {
      parameters->gridDim, parameters->blockDim, parameters->sharedMemBytes, nullptr, nullptr, 0};
  caught = &action;
  const cudaError_t error =
      call_kernel(parameters->func, config, false, parameters->kernelParams, site);
  caught = nullptr;
  return error;
}

}  // namespace api

bool capture_launch(const Launch& launch) {
  if (api::describing_launch(launch)) return true;
  if (api::caught != nullptr) {
    *api::caught = api::repeat(launch);
    return true;
  }
  auto* const stream = static_cast<cudaStream_t>(const_cast<void*>(launch.stream));
  return api::capture_of(stream) != nullptr &&
         api::capture_action(stream, cudaGraphNodeTypeKernel, api::repeat(launch));
}

}  // namespace simt

using simt::api::Capture;
using simt::api::capture_lock;
using simt::api::capture_of;

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaStreamBeginCapture";
  const std::lock_guard lock(capture_lock());
  const cudaError_t error = simt::api::stream_error(stream);
  if (error != cudaSuccess) return finish(error, call, site);
  const bool legacy = stream == nullptr || stream == cudaStreamLegacy;
  if (legacy) return finish(cudaErrorStreamCaptureUnsupported, call, site);
  if (capture_of(stream) != nullptr) return finish(cudaErrorIllegalState, call, site);
  static unsigned long long recordings = 0;
  auto* capture = new Capture;
  capture->origin = stream;
  capture->id = ++recordings;
  capture->last[stream] = {};
  simt::api::set_capture(stream, capture);
  return cudaSuccess;
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaStreamEndCapture";
  const std::lock_guard lock(capture_lock());
  Capture* capture = capture_of(stream);
  if (graph == nullptr) return finish(cudaErrorInvalidValue, call, site);
  *graph = nullptr;
  if (capture == nullptr) return finish(cudaErrorIllegalState, call, site);
  if (capture->origin != stream) return finish(cudaErrorStreamCaptureUnmatched, call, site);
  for (const auto& [member, nodes] : capture->last) simt::api::set_capture(member, nullptr);
  const std::unique_ptr<Capture> owner(capture);
  if (!simt::api::all_joined(*capture)) return finish(cudaErrorStreamCaptureUnjoined, call, site);
  *graph = capture->graph.release();
  return cudaSuccess;
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status, Site site) {
  return cudaStreamGetCaptureInfo(stream, status, nullptr, nullptr, nullptr, nullptr, nullptr,
                                  site);
}

cudaError_t cudaStreamGetCaptureInfo(cudaStream_t stream,
                                     cudaStreamCaptureStatus* status,
                                     unsigned long long* id,
                                     cudaGraph_t* graph,
                                     const cudaGraphNode_t** dependencies,
                                     const cudaGraphEdgeData** edges,
                                     size_t* count,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  const std::lock_guard lock(capture_lock());
  const cudaError_t error = simt::api::stream_error(stream);
  if (error != cudaSuccess) return finish(error, "cudaStreamGetCaptureInfo", site);
  if (status == nullptr) return finish(cudaErrorInvalidValue, "cudaStreamGetCaptureInfo", site);
  Capture* capture = capture_of(stream);
  *status = capture == nullptr ? cudaStreamCaptureStatusNone : cudaStreamCaptureStatusActive;
  if (capture == nullptr) return cudaSuccess;
  if (id != nullptr) *id = capture->id;
  if (graph != nullptr) *graph = capture->graph.get();
  if (edges != nullptr) *edges = nullptr;
  if (dependencies != nullptr) *dependencies = capture->last[stream].data();
  if (count != nullptr) *count = capture->last[stream].size();
  return cudaSuccess;
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (mode == nullptr)
    return finish(cudaErrorInvalidValue, "cudaThreadExchangeStreamCaptureMode", site);
  static thread_local cudaStreamCaptureMode current = cudaStreamCaptureModeGlobal;
  std::swap(*mode, current);
  return cudaSuccess;
}
