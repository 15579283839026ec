// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which launches and copies are ordered by streams, events and host synchronisation. Everything runs at
///        once here, so order is only recorded: one vector clock a stream, kept by the runtime API.

namespace simt {

/// Begins an operation (a launch, a copy, a memset) in `stream` (a cudaStream_t; null: the legacy default
/// stream); returns its number, from 1.
unsigned begin_operation(const void* stream);

/// A host operation that runs at once and waits for nothing (an access of the host itself).
unsigned begin_host_operation();

/// Whether operation `earlier` has to be complete before `later` begins, on real hardware.
bool happens_before(unsigned earlier, unsigned later);

}  // namespace simt
