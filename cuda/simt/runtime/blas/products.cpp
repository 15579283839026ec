// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cuBLAS' products of matrices: single, batched, strided, of any element type.
#include <vector>

#include "cublas_v2.h"
#include "runtime/blas/context.hpp"
#include "runtime/blas/element.hpp"
#include "runtime/blas/gemm.hpp"

using simt::Site;
using simt::blas::BlasCall;
using simt::blas::Matrix;
using simt::blas::Region;
using simt::blas::Shape;

namespace {

template <class T>
constexpr cudaDataType kTypeOf = CUDA_R_32F;
template <>
constexpr cudaDataType kTypeOf<double> = CUDA_R_64F;
template <>
constexpr cudaDataType kTypeOf<__half> = CUDA_R_16F;

/// A batch of products; one by itself is a batch of one.
struct Batch {
  Shape shape;
  Matrix a;
  Matrix b;
  Matrix c;
  long long strides[3] = {0, 0, 0};  // elements from product to product, of a, b and c
  int count = 1;
  cudaDataType scalar_type;  // of alpha and beta
};

Matrix matrix(cudaDataType type,
              const void* data,
              int ld,
              cublasOperation_t operation = CUBLAS_OP_N) {
  return {type, data, ld, operation != CUBLAS_OP_N};
}

cudaDataType scalar_type(cublasComputeType_t compute) {
  switch (compute) {
    case CUBLAS_COMPUTE_16F:
    case CUBLAS_COMPUTE_16F_PEDANTIC:
      return CUDA_R_16F;
    case CUBLAS_COMPUTE_64F:
    case CUBLAS_COMPUTE_64F_PEDANTIC:
      return CUDA_R_64F;
    case CUBLAS_COMPUTE_32I:
    case CUBLAS_COMPUTE_32I_PEDANTIC:
      return CUDA_R_32I;
    default:
      return CUDA_R_32F;
  }
}

bool good(const Matrix& matrix, int rows, int columns) {
  return simt::blas::size_of(matrix.type) != 0 &&
         matrix.ld >= (matrix.transposed ? columns : rows) && matrix.ld >= 1;
}

cublasStatus_t check(cublasHandle_t handle,
                     const Batch& batch,
                     const void* alpha,
                     const void* beta) {
  const auto [m, n, k] = batch.shape;
  if (!simt::blas::handle_exists(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (m < 0 || n < 0 || k < 0 || batch.count < 0 || alpha == nullptr || beta == nullptr) {
    return CUBLAS_STATUS_INVALID_VALUE;
  }
  const bool fits = good(batch.a, m, k) && good(batch.b, k, n) && good(batch.c, m, n);
  return fits ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}

/// What one product touches of a matrix.
Region region(const Matrix& matrix, int rows, int columns) {
  const std::size_t element = simt::blas::size_of(matrix.type);
  const int height = matrix.transposed ? columns : rows;
  const int width = matrix.transposed ? rows : columns;
  return {matrix.data, std::size_t(height) * element, std::size_t(width),
          std::size_t(matrix.ld) * element};
}

Matrix moved(const Matrix& matrix, long long elements) {
  Matrix result = matrix;
  const auto bytes = elements * static_cast<long long>(simt::blas::size_of(matrix.type));
  result.data = static_cast<const char*>(matrix.data) + bytes;
  return result;
}

/// One product of a batch.
cublasStatus_t multiply(cublasHandle_t handle,
                        const Batch& batch,
                        int index,
                        const void* alpha,
                        const void* beta,
                        const BlasCall& call) {
  const Matrix a = moved(batch.a, index * batch.strides[0]);
  const Matrix b = moved(batch.b, index * batch.strides[1]);
  const Matrix c = moved(batch.c, index * batch.strides[2]);
  const Shape shape = batch.shape;
  if (shape.m == 0 || shape.n == 0) return CUBLAS_STATUS_SUCCESS;
  const cudaDataType type = batch.scalar_type;
  const bool late = handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE;
  const double alpha_now = late ? 0 : simt::blas::read(type, alpha);
  const double beta_now = late ? 0 : simt::blas::read(type, beta);
  return simt::blas::run(handle->stream, call,
                         {region(a, shape.m, shape.k), region(b, shape.k, shape.n)},
                         {region(c, shape.m, shape.n)}, [=] {
                           gemm(shape, late ? simt::blas::read(type, alpha) : alpha_now, a, b,
                                late ? simt::blas::read(type, beta) : beta_now, c);
                         });
}

cublasStatus_t multiply_all(cublasHandle_t handle,
                            const Batch& batch,
                            const void* alpha,
                            const void* beta,
                            const BlasCall& call) {
  cublasStatus_t status = check(handle, batch, alpha, beta);
  for (int i = 0; i < batch.count && status == CUBLAS_STATUS_SUCCESS; ++i) {
    status = multiply(handle, batch, i, alpha, beta, call);
  }
  return status;
}

/// A batch given by arrays of pointers, which lie in device memory.
cublasStatus_t multiply_each(cublasHandle_t handle,
                             Batch batch,
                             const void* const* a,
                             const void* const* b,
                             void* const* c,
                             const void* alpha,
                             const void* beta,
                             const BlasCall& call) {
  cublasStatus_t status = check(handle, batch, alpha, beta);
  const int count = batch.count;
  batch.count = 1;
  for (int i = 0; i < count && status == CUBLAS_STATUS_SUCCESS; ++i) {
    batch.a.data = a[i];
    batch.b.data = b[i];
    batch.c.data = c[i];
    status = multiply(handle, batch, 0, alpha, beta, call);
  }
  return status;
}

}  // namespace

// clang-format off
#define SIMT_PRODUCTS(S, T)                                                                                           \
  cublasStatus_t cublas##S##gemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n,     \
                                 int k, const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta,      \
                                 T* c, int ldc, Site site) {                                                          \
    constexpr auto kType = kTypeOf<T>;                                                                                \
    return multiply_all(handle, {{m, n, k}, matrix(kType, a, lda, ta), matrix(kType, b, ldb, tb),                     \
                                 matrix(kType, c, ldc), {}, 1, kType},                                                \
                        alpha, beta, {"cublas" #S "gemm", site});                                                     \
  }                                                                                                                   \
  cublasStatus_t cublas##S##gemmStridedBatched(                                                                       \
      cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k, const T* alpha,         \
      const T* a, int lda, long long stride_a, const T* b, int ldb, long long stride_b, const T* beta, T* c, int ldc, \
      long long stride_c, int count, Site site) {                                                                     \
    constexpr auto kType = kTypeOf<T>;                                                                                \
    return multiply_all(handle, {{m, n, k}, matrix(kType, a, lda, ta), matrix(kType, b, ldb, tb),                     \
                                 matrix(kType, c, ldc), {stride_a, stride_b, stride_c}, count, kType},                \
                        alpha, beta, {"cublas" #S "gemmStridedBatched", site});                                       \
  }                                                                                                                   \
  cublasStatus_t cublas##S##gemmBatched(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,     \
                                        int n, int k, const T* alpha, const T* const a[], int lda,                    \
                                        const T* const b[], int ldb, const T* beta, T* const c[], int ldc, int count, \
                                        Site site) {                                                                  \
    constexpr auto kType = kTypeOf<T>;                                                                                \
    return multiply_each(handle, {{m, n, k}, matrix(kType, nullptr, lda, ta), matrix(kType, nullptr, ldb, tb),        \
                                  matrix(kType, nullptr, ldc), {}, count, kType},                                     \
                         reinterpret_cast<const void* const*>(a), reinterpret_cast<const void* const*>(b),            \
                         reinterpret_cast<void* const*>(c), alpha, beta, {"cublas" #S "gemmBatched", site});          \
  }
// clang-format on

SIMT_PRODUCTS(S, float)
SIMT_PRODUCTS(D, double)
SIMT_PRODUCTS(H, __half)

cublasStatus_t cublasSgemmEx(cublasHandle_t handle,
                             cublasOperation_t ta,
                             cublasOperation_t tb,
                             int m,
                             int n,
                             int k,
                             const float* alpha,
                             const void* a,
                             cudaDataType a_type,
                             int lda,
                             const void* b,
                             cudaDataType b_type,
                             int ldb,
                             const float* beta,
                             void* c,
                             cudaDataType c_type,
                             int ldc,
                             Site site) {
  return multiply_all(handle,
                      {{m, n, k},
                       matrix(a_type, a, lda, ta),
                       matrix(b_type, b, ldb, tb),
                       matrix(c_type, c, ldc),
                       {},
                       1,
                       CUDA_R_32F},
                      alpha, beta, {"cublasSgemmEx", site});
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle,
                            cublasOperation_t ta,
                            cublasOperation_t tb,
                            int m,
                            int n,
                            int k,
                            const void* alpha,
                            const void* a,
                            cudaDataType a_type,
                            int lda,
                            const void* b,
                            cudaDataType b_type,
                            int ldb,
                            const void* beta,
                            void* c,
                            cudaDataType c_type,
                            int ldc,
                            cublasComputeType_t compute,
                            cublasGemmAlgo_t,
                            Site site) {
  return multiply_all(handle,
                      {{m, n, k},
                       matrix(a_type, a, lda, ta),
                       matrix(b_type, b, ldb, tb),
                       matrix(c_type, c, ldc),
                       {},
                       1,
                       scalar_type(compute)},
                      alpha, beta, {"cublasGemmEx", site});
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle,
                            cublasOperation_t ta,
                            cublasOperation_t tb,
                            int m,
                            int n,
                            int k,
                            const void* alpha,
                            const void* a,
                            cudaDataType a_type,
                            int lda,
                            const void* b,
                            cudaDataType b_type,
                            int ldb,
                            const void* beta,
                            void* c,
                            cudaDataType c_type,
                            int ldc,
                            cudaDataType compute,
                            cublasGemmAlgo_t,
                            Site site) {
  return multiply_all(handle,
                      {{m, n, k},
                       matrix(a_type, a, lda, ta),
                       matrix(b_type, b, ldb, tb),
                       matrix(c_type, c, ldc),
                       {},
                       1,
                       compute},
                      alpha, beta, {"cublasGemmEx", site});
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle,
                                          cublasOperation_t ta,
                                          cublasOperation_t tb,
                                          int m,
                                          int n,
                                          int k,
                                          const void* alpha,
                                          const void* a,
                                          cudaDataType a_type,
                                          int lda,
                                          long long stride_a,
                                          const void* b,
                                          cudaDataType b_type,
                                          int ldb,
                                          long long stride_b,
                                          const void* beta,
                                          void* c,
                                          cudaDataType c_type,
                                          int ldc,
                                          long long stride_c,
                                          int count,
                                          cublasComputeType_t compute,
                                          cublasGemmAlgo_t,
                                          Site site) {
  return multiply_all(handle,
                      {{m, n, k},
                       matrix(a_type, a, lda, ta),
                       matrix(b_type, b, ldb, tb),
                       matrix(c_type, c, ldc),
                       {stride_a, stride_b, stride_c},
                       count,
                       scalar_type(compute)},
                      alpha, beta, {"cublasGemmStridedBatchedEx", site});
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle,
                                          cublasOperation_t ta,
                                          cublasOperation_t tb,
                                          int m,
                                          int n,
                                          int k,
                                          const void* alpha,
                                          const void* a,
                                          cudaDataType a_type,
                                          int lda,
                                          long long stride_a,
                                          const void* b,
                                          cudaDataType b_type,
                                          int ldb,
                                          long long stride_b,
                                          const void* beta,
                                          void* c,
                                          cudaDataType c_type,
                                          int ldc,
                                          long long stride_c,
                                          int count,
                                          cudaDataType compute,
                                          cublasGemmAlgo_t,
                                          Site site) {
  return multiply_all(handle,
                      {{m, n, k},
                       matrix(a_type, a, lda, ta),
                       matrix(b_type, b, ldb, tb),
                       matrix(c_type, c, ldc),
                       {stride_a, stride_b, stride_c},
                       count,
                       compute},
                      alpha, beta, {"cublasGemmStridedBatchedEx", site});
}

cublasStatus_t cublasGemmBatchedEx(cublasHandle_t handle,
                                   cublasOperation_t ta,
                                   cublasOperation_t tb,
                                   int m,
                                   int n,
                                   int k,
                                   const void* alpha,
                                   const void* const a[],
                                   cudaDataType a_type,
                                   int lda,
                                   const void* const b[],
                                   cudaDataType b_type,
                                   int ldb,
                                   const void* beta,
                                   void* const c[],
                                   cudaDataType c_type,
                                   int ldc,
                                   int count,
                                   cublasComputeType_t compute,
                                   cublasGemmAlgo_t,
                                   Site site) {
  return multiply_each(handle,
                       {{m, n, k},
                        matrix(a_type, nullptr, lda, ta),
                        matrix(b_type, nullptr, ldb, tb),
                        matrix(c_type, nullptr, ldc),
                        {},
                        count,
                        scalar_type(compute)},
                       a, b, c, alpha, beta, {"cublasGemmBatchedEx", site});
}
