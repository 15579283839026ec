// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuBLAS' functions of vectors, and copies between host and device with strides.
#include <cmath>
#include <cstring>
#include <utility>

#include "cublas_v2.h"
#include "runtime/api/copy.hpp"
#include "runtime/blas/context.hpp"

using simt::Site;
using simt::blas::Region;
using simt::blas::run;
using simt::blas::scalar;

namespace {

/// n elements, `step` apart; with a negative step the last comes first, as in BLAS.
template <class T>
struct Vector {
  T* data;
  int n;
  int step;

  T& operator[](int i) const {
    const int index = step < 0 ? i - (n - 1) : i;
    return data[static_cast<std::ptrdiff_t>(index) * step];
  }
  Region region() const {
    const auto stride = static_cast<std::size_t>(std::abs(step)) * sizeof(T);
    return {data, sizeof(T), n < 0 ? 0 : static_cast<std::size_t>(n),
            step == 0 ? sizeof(T) : stride};
  }
};

bool on_device(cublasHandle_t handle) { return handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE; }

/// Common to all: no elements is success.
template <class Work>
cublasStatus_t with_elements(cublasHandle_t handle, int n, Work work) {
  if (!simt::blas::handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  return n <= 0 ? CUBLAS_STATUS_SUCCESS : work();
}

/// A sum over elements, kept in double.
template <class T, class Term>
cublasStatus_t reduce(cublasHandle_t handle,
                      int n,
                      Vector<const T> x,
                      Vector<const T> y,
                      T* result,
                      bool root,
                      const simt::blas::BlasCall& call,
                      Term term) {
  if (!simt::blas::handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (result == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  return run(handle->stream, call, {x.region(), y.region()}, {{result, sizeof(T)}}, [=] {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += term(static_cast<double>(x[i]), static_cast<double>(y[i]));
    *result = static_cast<T>(root ? std::sqrt(sum) : sum);
  });
}

/// The first element, from 1, that is further than all before it.
template <class T, class Further>
cublasStatus_t find(cublasHandle_t handle,
                    Vector<const T> x,
                    int* result,
                    const simt::blas::BlasCall& call,
                    Further further) {
  if (!simt::blas::handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (result == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  return run(handle->stream, call, {x.region()}, {{result, sizeof(int)}}, [=] {
    int best = 0;
    for (int i = 1; i < x.n; ++i) {
      if (further(std::abs(x[i]), std::abs(x[best]))) best = i;
    }
    *result = x.n > 0 ? best + 1 : 0;
  });
}

cublasStatus_t copy(void* to,
                    int to_step,
                    const void* from,
                    int from_step,
                    int width,
                    int count,
                    int element,
                    const simt::api::Call& call) {
  if (width < 0 || count < 0 || element <= 0 || to_step <= 0 || from_step <= 0)
    return CUBLAS_STATUS_INVALID_VALUE;
  const auto bytes = [element](int n) {
    return static_cast<std::size_t>(n) * static_cast<std::size_t>(element);
  };
  const simt::api::Place target = {static_cast<char*>(to), bytes(to_step)};
  const simt::api::Place source = {static_cast<char*>(const_cast<void*>(from)), bytes(from_step)};
  const simt::api::Box box = {bytes(width), static_cast<std::size_t>(count)};
  const cudaError_t error = simt::api::copy_box(target, source, box, cudaMemcpyDefault, call);
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_MAPPING_ERROR;
}

}  // namespace

// clang-format off
#define SIMT_VECTORS(S, s, T)                                                                                            \
  cublasStatus_t cublas##S##axpy(cublasHandle_t handle, int n, const T* alpha, const T* x, int incx, T* y, int incy,  \
                                 Site site) {                                                                         \
    return with_elements(handle, n, [&] {                                                                             \
      const Vector<const T> from{x, n, incx};                                                                         \
      const Vector<T> to{y, n, incy};                                                                                 \
      return run(handle->stream, {"cublas" #S "axpy", site}, {from.region()}, {to.region()},                          \
                 [=, factor = scalar(alpha, on_device(handle))] {                                                     \
                   const T by = factor();                                                                             \
                   for (int i = 0; i < n; ++i) to[i] += by * from[i];                                                 \
                 });                                                                                                  \
    });                                                                                                               \
  }                                                                                                                   \
  cublasStatus_t cublas##S##scal(cublasHandle_t handle, int n, const T* alpha, T* x, int incx, Site site) {           \
    return with_elements(handle, n, [&] {                                                                             \
      const Vector<T> to{x, n, incx};                                                                                 \
      return run(handle->stream, {"cublas" #S "scal", site}, {}, {to.region()},                                       \
                 [=, factor = scalar(alpha, on_device(handle))] {                                                     \
                   const T by = factor();                                                                             \
                   for (int i = 0; i < n; ++i) to[i] *= by;                                                           \
                 });                                                                                                  \
    });                                                                                                               \
  }                                                                                                                   \
  cublasStatus_t cublas##S##copy(cublasHandle_t handle, int n, const T* x, int incx, T* y, int incy, Site site) {     \
    return with_elements(handle, n, [&] {                                                                             \
      const Vector<const T> from{x, n, incx};                                                                         \
      const Vector<T> to{y, n, incy};                                                                                 \
      return run(handle->stream, {"cublas" #S "copy", site}, {from.region()}, {to.region()}, [=] {                    \
        for (int i = 0; i < n; ++i) to[i] = from[i];                                                                  \
      });                                                                                                             \
    });                                                                                                               \
  }                                                                                                                   \
  cublasStatus_t cublas##S##swap(cublasHandle_t handle, int n, T* x, int incx, T* y, int incy, Site site) {           \
    return with_elements(handle, n, [&] {                                                                             \
      const Vector<T> one{x, n, incx};                                                                                \
      const Vector<T> other{y, n, incy};                                                                              \
      return run(handle->stream, {"cublas" #S "swap", site}, {}, {one.region(), other.region()}, [=] {                \
        for (int i = 0; i < n; ++i) std::swap(one[i], other[i]);                                                      \
      });                                                                                                             \
    });                                                                                                               \
  }                                                                                                                   \
  cublasStatus_t cublas##S##dot(cublasHandle_t handle, int n, const T* x, int incx, const T* y, int incy, T* result,  \
                                Site site) {                                                                          \
    return reduce<T>(handle, n, {x, n, incx}, {y, n, incy}, result, false, {"cublas" #S "dot", site},                 \
                     [](double a, double b) { return a * b; });                                                       \
  }                                                                                                                   \
  cublasStatus_t cublas##S##nrm2(cublasHandle_t handle, int n, const T* x, int incx, T* result, Site site) {          \
    return reduce<T>(handle, n, {x, n, incx}, {x, n, incx}, result, true, {"cublas" #S "nrm2", site},                 \
                     [](double a, double b) { return a * b; });                                                       \
  }                                                                                                                   \
  cublasStatus_t cublas##S##asum(cublasHandle_t handle, int n, const T* x, int incx, T* result, Site site) {          \
    return reduce<T>(handle, n, {x, n, incx}, {x, n, incx}, result, false, {"cublas" #S "asum", site},                \
                     [](double a, double) { return std::abs(a); });                                                   \
  }                                                                                                                   \
  cublasStatus_t cublasI##s##amax(cublasHandle_t handle, int n, const T* x, int incx, int* result, Site site) {       \
    return find<T>(handle, {x, n, incx}, result, {"cublasI" #s "amax", site}, [](T a, T b) { return a > b; });        \
  }                                                                                                                   \
  cublasStatus_t cublasI##s##amin(cublasHandle_t handle, int n, const T* x, int incx, int* result, Site site) {       \
    return find<T>(handle, {x, n, incx}, result, {"cublasI" #s "amin", site}, [](T a, T b) { return a < b; });        \
  }
// clang-format on

SIMT_VECTORS(S, s, float)
SIMT_VECTORS(D, d, double)

cublasStatus_t cublasSetVector(
    int n, int element, const void* x, int incx, void* y, int incy, Site site) {
  return copy(y, incy, x, incx, 1, n, element, {"cublasSetVector", site, nullptr, true});
}

cublasStatus_t cublasGetVector(
    int n, int element, const void* x, int incx, void* y, int incy, Site site) {
  return copy(y, incy, x, incx, 1, n, element, {"cublasGetVector", site, nullptr, true});
}

cublasStatus_t cublasSetMatrix(
    int rows, int columns, int element, const void* a, int lda, void* b, int ldb, Site site) {
  return copy(b, ldb, a, lda, rows, columns, element, {"cublasSetMatrix", site, nullptr, true});
}

cublasStatus_t cublasGetMatrix(
    int rows, int columns, int element, const void* a, int lda, void* b, int ldb, Site site) {
  return copy(b, ldb, a, lda, rows, columns, element, {"cublasGetMatrix", site, nullptr, true});
}

cublasStatus_t cublasSetMatrixAsync(int rows,
                                    int columns,
                                    int element,
                                    const void* a,
                                    int lda,
                                    void* b,
                                    int ldb,
                                    cudaStream_t stream,
                                    Site site) {
  return copy(b, ldb, a, lda, rows, columns, element, {"cublasSetMatrixAsync", site, stream});
}

cublasStatus_t cublasGetMatrixAsync(int rows,
                                    int columns,
                                    int element,
                                    const void* a,
                                    int lda,
                                    void* b,
                                    int ldb,
                                    cudaStream_t stream,
                                    Site site) {
  return copy(b, ldb, a, lda, rows, columns, element, {"cublasGetMatrixAsync", site, stream});
}
