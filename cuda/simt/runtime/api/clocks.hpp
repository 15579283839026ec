// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The vector clocks behind runtime/order.hpp: one for each stream, each event, and the host.

#include <cstdint>
#include <vector>

namespace simt::api {

/// How far each timeline (a stream, or the host) is known to have come.
using Clock = std::vector<std::uint32_t>;

/// The timeline of the host, and those of the streams that always are.
enum Timeline : unsigned { kHostTimeline, kLegacyTimeline, kPerThreadTimeline, kFirstTimeline };

/// A timeline for a new stream. A blocking one waits for the legacy stream, and that one for it.
unsigned new_timeline(bool blocking);

/// The clock of `timeline` as it stands: what a recorded event keeps.
Clock clock_of(unsigned timeline);
/// `timeline` goes on only after what `clock` knows of.
void join(unsigned timeline, const Clock& clock);
/// The host waits for one timeline, or for all.
void host_joins(unsigned timeline);
void host_joins_all();

/// Begins an operation on `timeline`; its number.
unsigned begin_on(unsigned timeline);

}  // namespace simt::api
