// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Events as the runtime keeps them.

#include <chrono>
#include <vector>

#include "runtime/api/clocks.hpp"
#include "simt/api/graph_types.h"

namespace simt::api {
struct Capture;
}

/// What a cudaEvent_t points to.
struct CUevent_st {
  unsigned flags = 0;
  bool recorded = false;
  std::chrono::steady_clock::time_point time = {};
  simt::api::Clock clock;                 // of the stream, when it was recorded
  simt::api::Capture* capture = nullptr;  // the recording it was recorded in, if any
  std::vector<cudaGraphNode_t> after;     // and the nodes it stands behind there
};

namespace simt::api {

/// The event behind a handle; null if it is none, or destroyed.
CUevent_st* find_event(cudaEvent_t event);

/// Records `event` in `stream` now.
void record_event(CUevent_st& event, cudaStream_t stream);

}  // namespace simt::api
