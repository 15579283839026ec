// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The handle of cuBLAS, and how its calls are done: in a stream, or recorded, and told to the checkers.

#include <functional>

#include "simt/api/blas_types.h"
#include "simt/api/stream_types.h"
#include "simt/core.hpp"

/// What a cublasHandle_t points to.
struct cublasContext {
  cudaStream_t stream = nullptr;
  cublasPointerMode_t pointer_mode = CUBLAS_POINTER_MODE_HOST;
  cublasAtomicsMode_t atomics_mode = CUBLAS_ATOMICS_NOT_ALLOWED;
  cublasMath_t math_mode = CUBLAS_DEFAULT_MATH;
};

namespace simt::blas {

/// Whether a handle came from cublasCreate and was not destroyed.
bool handle_exists(cublasHandle_t handle);

/// Memory that a call writes (or reads): columns of `rows` bytes, `stride` bytes apart.
struct Region {
  const void* address;
  std::size_t rows;
  std::size_t columns = 1;
  std::size_t stride = 0;
};

/// The name of a call, and its place in the program.
struct BlasCall {
  const char* name;
  Site site;
};

/// Does `work` in `stream`, or records it. Checked programs: a region outside its allocation is reported and breaks
/// the context, as the kernel's fault would; what is written counts as written by a copy.
cublasStatus_t run(cudaStream_t stream,
                   const BlasCall& call,
                   std::initializer_list<Region> read,
                   std::initializer_list<Region> written,
                   std::function<void()> work);

/// A scalar of the host is read when the call is made, one of the device when the work is done.
template <class T>
std::function<T()> scalar(const T* pointer, bool on_device) {
  if (on_device || pointer == nullptr)
    return [pointer] { return pointer == nullptr ? T{} : *pointer; };
  return [value = *pointer] { return value; };
}

}  // namespace simt::blas
