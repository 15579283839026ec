// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Streams as the runtime keeps them. All work is done when it is enqueued; a stream is a place in the order
///        that hardware would have to keep, and perhaps a recorder of a graph.

#include <cstddef>

#include "simt/api/graph_types.h"
#include "simt/api/stream_types.h"

namespace simt::api {

struct Capture;

inline constexpr int kLeastPriority = 0;
inline constexpr int kGreatestPriority = -5;

/// Its number among the timelines of runtime/api/clocks.hpp.
unsigned timeline_of(cudaStream_t stream);

/// Whether `stream` is a living stream or one of the three that always are (null, legacy, per thread).
bool stream_exists(cudaStream_t stream);

/// The recording that `stream` takes part in; null if it does not record.
Capture* capture_of(cudaStream_t stream);
void set_capture(cudaStream_t stream, Capture* capture);

/// The host waits for everything enqueued so far.
cudaError_t synchronize_device();

/// The head of a call that enqueues work in `stream`: the error it has to return, if any.
cudaError_t stream_error(cudaStream_t stream);

}  // namespace simt::api
