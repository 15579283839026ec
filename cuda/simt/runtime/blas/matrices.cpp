// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuBLAS' functions of one or two matrices that are no general product: gemv, ger, geam, syrk, symm, trsm.
#include <cmath>

#include "cublas_v2.h"
#include "runtime/blas/cblas.hpp"
#include "runtime/blas/context.hpp"

using simt::Site;
using simt::blas::BlasCall;
using simt::blas::handle_exists;
using simt::blas::Region;
using simt::blas::run;
using simt::blas::scalar;

namespace {

template <class T>
struct Matrix {
  T* data;
  int ld;

  T& operator()(int i, int j) const { return data[i + static_cast<std::ptrdiff_t>(j) * ld]; }
  Region region(int rows, int columns) const {
    return {data, static_cast<std::size_t>(rows) * sizeof(T), static_cast<std::size_t>(columns),
            static_cast<std::size_t>(ld) * sizeof(T)};
  }
};

/// op(A)(i, j)
template <class T>
T element(const Matrix<const T>& a, cublasOperation_t operation, int i, int j) {
  return operation == CUBLAS_OP_N ? a(i, j) : a(j, i);
}

template <class T>
T* first_of(T* data, int n, int step) {
  return step < 0 ? data - static_cast<std::ptrdiff_t>(n - 1) * step : data;
}

Region vector_region(const void* data, int n, int step, std::size_t size) {
  return {data, size, static_cast<std::size_t>(n),
          static_cast<std::size_t>(step < 0 ? -step : step) * size};
}

bool on_device(cublasHandle_t handle) { return handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE; }

/// y = alpha op(A) x + beta y
template <class T>
cublasStatus_t gemv(cublasHandle_t handle,
                    cublasOperation_t operation,
                    int m,
                    int n,
                    const T* alpha,
                    Matrix<const T> a,
                    const T* x,
                    int incx,
                    const T* beta,
                    T* y,
                    int incy,
                    const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || incx == 0 || incy == 0 || a.ld < m) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  const int rows = operation == CUBLAS_OP_N ? m : n;
  const int columns = operation == CUBLAS_OP_N ? n : m;
  const T* const from = first_of(x, columns, incx);
  T* const to = first_of(y, rows, incy);
  return run(
      handle->stream, call, {a.region(m, n), vector_region(x, columns, incx, sizeof(T))},
      {vector_region(y, rows, incy, sizeof(T))},
      [=, alpha_of = scalar(alpha, on_device(handle)), beta_of = scalar(beta, on_device(handle))] {
        const T factor = alpha_of();
        const T keep = beta_of();
        for (int i = 0; i < rows; ++i) {
          double sum = 0;
          for (int j = 0; j < columns; ++j) {
            sum += static_cast<double>(element(a, operation, i, j)) *
                   static_cast<double>(from[static_cast<std::ptrdiff_t>(j) * incx]);
          }
          T& result = to[static_cast<std::ptrdiff_t>(i) * incy];
          const T kept = keep == T{0} ? T{0} : keep * result;
          result = static_cast<T>(static_cast<double>(factor) * sum) + kept;
        }
      });
}

/// A += alpha x y^T
template <class T>
cublasStatus_t ger(cublasHandle_t handle,
                   int m,
                   int n,
                   const T* alpha,
                   const T* x,
                   int incx,
                   const T* y,
                   int incy,
                   Matrix<T> a,
                   const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || incx == 0 || incy == 0 || a.ld < m) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  const T* const left = first_of(x, m, incx);
  const T* const right = first_of(y, n, incy);
  return run(handle->stream, call,
             {vector_region(x, m, incx, sizeof(T)), vector_region(y, n, incy, sizeof(T))},
             {a.region(m, n)}, [=, alpha_of = scalar(alpha, on_device(handle))] {
               const T factor = alpha_of();
               for (int j = 0; j < n; ++j) {
                 for (int i = 0; i < m; ++i) {
                   a(i, j) += factor * left[static_cast<std::ptrdiff_t>(i) * incx] *
                              right[static_cast<std::ptrdiff_t>(j) * incy];
                 }
               }
             });
}

/// C = alpha op(A) + beta op(B). A matrix whose factor is 0 may be null.
template <class T>
cublasStatus_t geam(cublasHandle_t handle,
                    cublasOperation_t ta,
                    cublasOperation_t tb,
                    int m,
                    int n,
                    const T* alpha,
                    Matrix<const T> a,
                    const T* beta,
                    Matrix<const T> b,
                    Matrix<T> c,
                    const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || c.ld < m) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  return run(
      handle->stream, call, {}, {c.region(m, n)},
      [=, alpha_of = scalar(alpha, on_device(handle)), beta_of = scalar(beta, on_device(handle))] {
        const T left = alpha_of();
        const T right = beta_of();
        for (int j = 0; j < n; ++j) {
          for (int i = 0; i < m; ++i) {
            const T one = left == T{0} ? T{0} : left * element(a, ta, i, j);
            const T other = right == T{0} ? T{0} : right * element(b, tb, i, j);
            c(i, j) = one + other;
          }
        }
      });
}

/// The half of C that `uplo` names = alpha op(A) op(A)^T + beta C
template <class T>
cublasStatus_t syrk(cublasHandle_t handle,
                    cublasFillMode_t uplo,
                    cublasOperation_t operation,
                    int n,
                    int k,
                    const T* alpha,
                    Matrix<const T> a,
                    const T* beta,
                    Matrix<T> c,
                    const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (n < 0 || k < 0 || c.ld < n) return CUBLAS_STATUS_INVALID_VALUE;
  if (n == 0) return CUBLAS_STATUS_SUCCESS;
  const bool lower = uplo == CUBLAS_FILL_MODE_LOWER;
  return run(
      handle->stream, call, {}, {c.region(n, n)},
      [=, alpha_of = scalar(alpha, on_device(handle)), beta_of = scalar(beta, on_device(handle))] {
        const T factor = alpha_of();
        const T keep = beta_of();
        for (int j = 0; j < n; ++j) {
          for (int i = lower ? j : 0; i < (lower ? n : j + 1); ++i) {
            double sum = 0;
            for (int l = 0; l < k; ++l) {
              sum += static_cast<double>(element(a, operation, i, l)) *
                     static_cast<double>(element(a, operation, j, l));
            }
            const T kept = keep == T{0} ? T{0} : keep * c(i, j);
            c(i, j) = static_cast<T>(static_cast<double>(factor) * sum) + kept;
          }
        }
      });
}

/// C = alpha A B + beta C, or alpha B A + beta C, A symmetric with the half that `uplo` names.
template <class T>
cublasStatus_t symm(cublasHandle_t handle,
                    cublasSideMode_t side,
                    cublasFillMode_t uplo,
                    int m,
                    int n,
                    const T* alpha,
                    Matrix<const T> a,
                    Matrix<const T> b,
                    const T* beta,
                    Matrix<T> c,
                    const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || b.ld < m || c.ld < m) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  const bool left = side == CUBLAS_SIDE_LEFT;
  const bool lower = uplo == CUBLAS_FILL_MODE_LOWER;
  const auto symmetric = [=](int i, int j) {
    return static_cast<double>((i >= j) == lower || i == j ? a(i, j) : a(j, i));
  };
  return run(
      handle->stream, call, {b.region(m, n)}, {c.region(m, n)},
      [=, alpha_of = scalar(alpha, on_device(handle)), beta_of = scalar(beta, on_device(handle))] {
        const T factor = alpha_of();
        const T keep = beta_of();
        for (int j = 0; j < n; ++j) {
          for (int i = 0; i < m; ++i) {
            double sum = 0;
            for (int l = 0; l < (left ? m : n); ++l) {
              sum += left ? symmetric(i, l) * static_cast<double>(b(l, j))
                          : static_cast<double>(b(i, l)) * symmetric(l, j);
            }
            const T kept = keep == T{0} ? T{0} : keep * c(i, j);
            c(i, j) = static_cast<T>(static_cast<double>(factor) * sum) + kept;
          }
        }
      });
}

void solve(int side,
           int uplo,
           int trans,
           int diag,
           int m,
           int n,
           float alpha,
           const float* a,
           int lda,
           float* b,
           int ldb) {
  cblas_strsm(simt::blas::kColumnMajor, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb);
}

void solve(int side,
           int uplo,
           int trans,
           int diag,
           int m,
           int n,
           double alpha,
           const double* a,
           int lda,
           double* b,
           int ldb) {
  cblas_dtrsm(simt::blas::kColumnMajor, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb);
}

/// Solves op(A) X = alpha B, or X op(A) = alpha B, into B; A triangular.
template <class T>
cublasStatus_t trsm(cublasHandle_t handle,
                    cublasSideMode_t side,
                    cublasFillMode_t uplo,
                    cublasOperation_t operation,
                    cublasDiagType_t diagonal,
                    int m,
                    int n,
                    const T* alpha,
                    Matrix<const T> a,
                    Matrix<T> b,
                    const BlasCall& call) {
  if (!handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || b.ld < m) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  return run(
      handle->stream, call, {}, {b.region(m, n)}, [=, alpha_of = scalar(alpha, on_device(handle))] {
        // The numbers of cblas.h: left 141, right 142; upper 121, lower 122; non-unit 131, unit 132.
        solve(side == CUBLAS_SIDE_LEFT ? 141 : 142, uplo == CUBLAS_FILL_MODE_UPPER ? 121 : 122,
              operation == CUBLAS_OP_N ? simt::blas::kNoTranspose : simt::blas::kTranspose,
              diagonal == CUBLAS_DIAG_UNIT ? 132 : 131, m, n, alpha_of(), a.data, a.ld, b.data,
              b.ld);
      });
}

}  // namespace

// clang-format off
#define SIMT_MATRICES(S, T)                                                                                           \
  cublasStatus_t cublas##S##gemv(cublasHandle_t handle, cublasOperation_t trans, int m, int n, const T* alpha,        \
                                 const T* a, int lda, const T* x, int incx, const T* beta, T* y, int incy,            \
                                 Site site) {                                                                         \
    return gemv<T>(handle, trans, m, n, alpha, {a, lda}, x, incx, beta, y, incy, {"cublas" #S "gemv", site});         \
  }                                                                                                                   \
  cublasStatus_t cublas##S##ger(cublasHandle_t handle, int m, int n, const T* alpha, const T* x, int incx,            \
                                const T* y, int incy, T* a, int lda, Site site) {                                     \
    return ger<T>(handle, m, n, alpha, x, incx, y, incy, {a, lda}, {"cublas" #S "ger", site});                        \
  }                                                                                                                   \
  cublasStatus_t cublas##S##geam(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,     \
                                 const T* alpha, const T* a, int lda, const T* beta, const T* b, int ldb, T* c,       \
                                 int ldc, Site site) {                                                                \
    return geam<T>(handle, ta, tb, m, n, alpha, {a, lda}, beta, {b, ldb}, {c, ldc}, {"cublas" #S "geam", site});      \
  }                                                                                                                   \
  cublasStatus_t cublas##S##syrk(cublasHandle_t handle, cublasFillMode_t uplo, cublasOperation_t trans, int n, int k, \
                                 const T* alpha, const T* a, int lda, const T* beta, T* c, int ldc, Site site) {      \
    return syrk<T>(handle, uplo, trans, n, k, alpha, {a, lda}, beta, {c, ldc}, {"cublas" #S "syrk", site});           \
  }                                                                                                                   \
  cublasStatus_t cublas##S##symm(cublasHandle_t handle, cublasSideMode_t side, cublasFillMode_t uplo, int m, int n,   \
                                 const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta, T* c,       \
                                 int ldc, Site site) {                                                                \
    return symm<T>(handle, side, uplo, m, n, alpha, {a, lda}, {b, ldb}, beta, {c, ldc}, {"cublas" #S "symm", site});  \
  }                                                                                                                   \
  cublasStatus_t cublas##S##trsm(cublasHandle_t handle, cublasSideMode_t side, cublasFillMode_t uplo,                 \
                                 cublasOperation_t trans, cublasDiagType_t diag, int m, int n, const T* alpha,        \
                                 const T* a, int lda, T* b, int ldb, Site site) {                                     \
    return trsm<T>(handle, side, uplo, trans, diag, m, n, alpha, {a, lda}, {b, ldb}, {"cublas" #S "trsm", site});     \
  }
// clang-format on

SIMT_MATRICES(S, float)
SIMT_MATRICES(D, double)
