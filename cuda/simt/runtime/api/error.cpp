// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The last error of a host thread, the error that broke the context, and their names.
#include "runtime/api/error.hpp"

#include <atomic>

#include "runtime/check/events.hpp"
#include "runtime/launch.hpp"
#include "simt/api/errors.h"

namespace simt {
namespace {

std::atomic<int> broken{0};
thread_local int last = 0;

struct Description {
  int value;
  const char* name;
  const char* text;
};

constexpr Description kDescriptions[] = {
#define SIMT_ERROR(name, value, text) {value, #name, text},
#include "simt/api/errors.inc"
#undef SIMT_ERROR
};

constexpr Description kUnknown = {0, "unrecognized error code", "unrecognized error code"};

const Description& describe(int error) {
  for (const Description& each : kDescriptions) {
    if (each.value == error) return each;
  }
  return kUnknown;
}

}  // namespace

void set_last_error(int error) { last = error; }

int sticky_error() { return broken.load(std::memory_order_relaxed); }

void set_sticky_error(int error) {
  int none = 0;
  broken.compare_exchange_strong(none, error);
}

void forget_errors() {
  broken = 0;
  last = 0;
}

const char* error_name(int error) { return describe(error).name; }

namespace api {

cudaError_t finish(cudaError_t error, const char* call, Site site) {
  if (error == cudaSuccess || error == cudaErrorNotReady) return error;
  set_last_error(error);
  const CheckerTurn turn;
  if (checked) check::api_failed(error, error_name(error), call, site, nullptr);
  return error;
}

cudaError_t finish_reported(cudaError_t error) {
  if (error != cudaSuccess) set_last_error(error);
  return error;
}

void launch_failed(cudaError_t error, const Launch& launch) {
  set_last_error(error);
  const CheckerTurn turn;
  if (checked) check::api_failed(error, error_name(error), "kernel launch", launch.site, &launch);
}

}  // namespace api
}  // namespace simt

extern "C" {

cudaError_t cudaPeekAtLastError(void) {
  const int broken_by = simt::sticky_error();
  return static_cast<cudaError_t>(broken_by != 0 ? broken_by : simt::last);
}

cudaError_t cudaGetLastError(void) {
  const cudaError_t error = cudaPeekAtLastError();
  simt::last = 0;
  return error;
}

const char* cudaGetErrorName(cudaError_t error) { return simt::describe(error).name; }

const char* cudaGetErrorString(cudaError_t error) { return simt::describe(error).text; }

}  // extern "C"
