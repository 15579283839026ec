// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The errors that the runtime API keeps: the last one of each host thread, and the one that broke the context.

#include "simt/api/error_types.h"
#include "simt/core.hpp"

namespace simt {

struct Launch;

/// What cudaGetLastError() will return in this host thread.
void set_last_error(int error);

/// The error that broke the context (0: none): every call that can fail returns it from now on.
int sticky_error();
/// Keeps the first one.
void set_sticky_error(int error);
/// cudaDeviceReset: the context is whole again.
void forget_errors();

/// "cudaErrorInvalidValue" and the like; "unrecognized error code" for what is none.
const char* error_name(int error);

namespace api {

/// The end of a call: a failure is remembered and, in a checked program, reported as the call's own fault.
cudaError_t finish(cudaError_t error, const char* call, Site site);
/// The same for a failure that a checker has reported under its own name already.
cudaError_t finish_reported(cudaError_t error);
/// A launch that failed before it began.
void launch_failed(cudaError_t error, const Launch& launch);

}  // namespace api
}  // namespace simt

/// At the head of a call: a broken context fails it, with no report.
#define SIMT_RETURN_IF_BROKEN()                      \
  do {                                               \
    if (const int broken = ::simt::sticky_error()) { \
      ::simt::set_last_error(broken);                \
      return static_cast<cudaError_t>(broken);       \
    }                                                \
  } while (false)
