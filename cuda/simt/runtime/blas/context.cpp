// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The handle of cuBLAS: what is set there, and how calls are run.
#include "runtime/blas/context.hpp"

#include <mutex>
#include <unordered_set>
#include <vector>

#include "cublas_v2.h"
#include "runtime/api/capture.hpp"
#include "runtime/api/error.hpp"
#include "runtime/check/events.hpp"
#include "runtime/heap.hpp"
#include "runtime/launch.hpp"
#include "runtime/order.hpp"

namespace simt::blas {
namespace {

struct Handles {
  std::mutex lock;
  std::unordered_set<cublasHandle_t> living;
};

Handles& handles() {
  static Handles& the_handles = *new Handles;
  return the_handles;
}

/// Calls `visit(column, bytes)` until it returns false.
template <class Visit>
bool each_column(const Region& region, Visit visit) {
  const auto* first = static_cast<const char*>(region.address);
  if (region.stride == region.rows || region.columns <= 1) {
    return region.columns == 0 || visit(first, region.rows * region.columns);
  }
  for (std::size_t i = 0; i < region.columns; ++i) {
    if (!visit(first + i * region.stride, region.rows)) return false;
  }
  return true;
}

bool in_bounds(const Region& region, bool write, const BlasCall& call) {
  if (find_allocation(region.address) == nullptr) return true;
  return each_column(region, [&](const char* column, std::size_t bytes) {
    return check::copy_in_bounds(column, bytes, write, call.site, call.name);
  });
}

void tell_written(const Region& region, unsigned operation, const BlasCall& call) {
  if (living_allocation(region.address) == nullptr) return;
  each_column(region, [&](const char* column, std::size_t bytes) {
    check::copied(const_cast<char*>(column), nullptr, bytes, operation, call.site, call.name);
    return true;
  });
}

bool check_regions(cudaStream_t stream,
                   const std::vector<Region>& read,
                   const std::vector<Region>& written,
                   const BlasCall& call) {
  for (const Region& each : read) {
    if (!in_bounds(each, false, call)) return false;
  }
  for (const Region& each : written) {
    if (!in_bounds(each, true, call)) return false;
  }
  const unsigned operation = begin_operation(stream);
  for (const Region& each : written) tell_written(each, operation, call);
  return true;
}

}  // namespace

bool handle_exists(cublasHandle_t handle) {
  const std::lock_guard lock(handles().lock);
  return handles().living.count(handle) != 0;
}

cublasStatus_t run(cudaStream_t stream,
                   const BlasCall& call,
                   std::initializer_list<Region> read,
                   std::initializer_list<Region> written,
                   std::function<void()> work) {
  if (sticky_error() != 0) return CUBLAS_STATUS_EXECUTION_FAILED;
  const auto action = [=, reads = std::vector<Region>(read), writes = std::vector<Region>(written),
                       work = std::move(work)](cudaStream_t in) {
    const CheckerTurn turn;
    if (checked && !check_regions(in, reads, writes, call)) {
      set_sticky_error(cudaErrorIllegalAddress);
      return cudaErrorIllegalAddress;
    }
    work();
    return cudaSuccess;
  };
  if (api::capture_action(stream, cudaGraphNodeTypeKernel, action)) return CUBLAS_STATUS_SUCCESS;
  return action(stream) == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

}  // namespace simt::blas

using simt::blas::handle_exists;

cublasStatus_t cublasCreate(cublasHandle_t* handle, simt::Site) {
  if (handle == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  if (simt::sticky_error() != 0) return CUBLAS_STATUS_NOT_INITIALIZED;
  *handle = new cublasContext;
  const std::lock_guard lock(simt::blas::handles().lock);
  simt::blas::handles().living.insert(*handle);
  return CUBLAS_STATUS_SUCCESS;
}

extern "C" cublasStatus_t cublasDestroy(cublasHandle_t handle) {
  const std::lock_guard lock(simt::blas::handles().lock);
  if (simt::blas::handles().living.erase(handle) == 0) return CUBLAS_STATUS_NOT_INITIALIZED;
  delete handle;
  return CUBLAS_STATUS_SUCCESS;
}

namespace {

template <class T>
cublasStatus_t set(cublasHandle_t handle, T cublasContext::* field, T value) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  handle->*field = value;
  return CUBLAS_STATUS_SUCCESS;
}

template <class T>
cublasStatus_t get(cublasHandle_t handle, T cublasContext::* field, T* value) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (value == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *value = handle->*field;
  return CUBLAS_STATUS_SUCCESS;
}

}  // namespace

cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  return set(handle, &cublasContext::stream, stream);
}

cublasStatus_t cublasGetStream(cublasHandle_t handle, cudaStream_t* stream) {
  return get(handle, &cublasContext::stream, stream);
}

cublasStatus_t cublasSetPointerMode(cublasHandle_t handle, cublasPointerMode_t mode) {
  return set(handle, &cublasContext::pointer_mode, mode);
}

cublasStatus_t cublasGetPointerMode(cublasHandle_t handle, cublasPointerMode_t* mode) {
  return get(handle, &cublasContext::pointer_mode, mode);
}

cublasStatus_t cublasSetAtomicsMode(cublasHandle_t handle, cublasAtomicsMode_t mode) {
  return set(handle, &cublasContext::atomics_mode, mode);
}

cublasStatus_t cublasGetAtomicsMode(cublasHandle_t handle, cublasAtomicsMode_t* mode) {
  return get(handle, &cublasContext::atomics_mode, mode);
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  return set(handle, &cublasContext::math_mode, mode);
}

cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
  return get(handle, &cublasContext::math_mode, mode);
}

cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void*, size_t) {
  return handle_exists(handle) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_NOT_INITIALIZED;
}

cublasStatus_t cublasSetSmCountTarget(cublasHandle_t handle, int) {
  return handle_exists(handle) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_NOT_INITIALIZED;
}

cublasStatus_t cublasGetVersion(cublasHandle_t, int* version) {
  if (version == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *version = CUBLAS_VERSION;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetProperty(libraryPropertyType type, int* value) {
  if (value == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *value = type == MAJOR_VERSION ? CUBLAS_VER_MAJOR : 0;
  return CUBLAS_STATUS_SUCCESS;
}

size_t cublasGetCudartVersion(void) { return CUDART_VERSION; }

const char* cublasGetStatusName(cublasStatus_t status) {
  switch (status) {
#define SIMT_NAME(name) \
  case name:            \
    return #name
    SIMT_NAME(CUBLAS_STATUS_SUCCESS);
    SIMT_NAME(CUBLAS_STATUS_NOT_INITIALIZED);
    SIMT_NAME(CUBLAS_STATUS_ALLOC_FAILED);
    SIMT_NAME(CUBLAS_STATUS_INVALID_VALUE);
    SIMT_NAME(CUBLAS_STATUS_ARCH_MISMATCH);
    SIMT_NAME(CUBLAS_STATUS_MAPPING_ERROR);
    SIMT_NAME(CUBLAS_STATUS_EXECUTION_FAILED);
    SIMT_NAME(CUBLAS_STATUS_INTERNAL_ERROR);
    SIMT_NAME(CUBLAS_STATUS_NOT_SUPPORTED);
    SIMT_NAME(CUBLAS_STATUS_LICENSE_ERROR);
#undef SIMT_NAME
  }
  return "CUBLAS_STATUS_UNKNOWN";
}

const char* cublasGetStatusString(cublasStatus_t status) { return cublasGetStatusName(status); }
