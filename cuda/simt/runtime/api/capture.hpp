// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Work that is recorded instead of done: stream capture.

#include <functional>
#include <vector>

#include "runtime/machine.hpp"
#include "simt/api/graph_types.h"

namespace simt {

/// Whether the launch was taken by a recording (its stream captures a graph) or by somebody who only wants to know
/// the kernel; if so it must not run now.
bool capture_launch(const Launch& launch);

namespace api {

/// Does what a node stands for, in a stream.
using Action = std::function<cudaError_t(cudaStream_t stream)>;

/// If `stream` records: adds a node that will do `action`, and returns true.
bool capture_action(cudaStream_t stream, cudaGraphNodeType type, Action action);

/// The graph that `stream` records; null if it does not.
CUgraph_st* recorded_graph(cudaStream_t stream);

/// An event recorded in, or waited for by, a recording stream is a dependency, not a node. False if nothing records.
bool capture_event_record(CUevent_st& event, cudaStream_t stream);
bool capture_event_wait(CUevent_st& event, cudaStream_t stream);

}  // namespace api
}  // namespace simt
