// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The few functions of a BLAS library that ours are built on, declared here so that building the emulator
///        needs none; a program that uses cuBLAS is linked with OpenBLAS.

extern "C" {
void cblas_sgemm(int order,
                 int transa,
                 int transb,
                 int m,
                 int n,
                 int k,
                 float alpha,
                 const float* a,
                 int lda,
                 const float* b,
                 int ldb,
                 float beta,
                 float* c,
                 int ldc);
void cblas_dgemm(int order,
                 int transa,
                 int transb,
                 int m,
                 int n,
                 int k,
                 double alpha,
                 const double* a,
                 int lda,
                 const double* b,
                 int ldb,
                 double beta,
                 double* c,
                 int ldc);
void cblas_strsm(int order,
                 int side,
                 int uplo,
                 int trans,
                 int diag,
                 int m,
                 int n,
                 float alpha,
                 const float* a,
                 int lda,
                 float* b,
                 int ldb);
void cblas_dtrsm(int order,
                 int side,
                 int uplo,
                 int trans,
                 int diag,
                 int m,
                 int n,
                 double alpha,
                 const double* a,
                 int lda,
                 double* b,
                 int ldb);
}

namespace simt::blas {

/// The numbers that cblas.h gives to its enumerators.
inline constexpr int kColumnMajor = 102;
inline constexpr int kNoTranspose = 111;
inline constexpr int kTranspose = 112;

inline void gemm(int ta,
                 int tb,
                 int m,
                 int n,
                 int k,
                 float alpha,
                 const float* a,
                 int lda,
                 const float* b,
                 int ldb,
                 float beta,
                 float* c,
                 int ldc) {
  cblas_sgemm(kColumnMajor, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

inline void gemm(int ta,
                 int tb,
                 int m,
                 int n,
                 int k,
                 double alpha,
                 const double* a,
                 int lda,
                 const double* b,
                 int ldb,
                 double beta,
                 double* c,
                 int ldc) {
  cblas_dgemm(kColumnMajor, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

}  // namespace simt::blas
