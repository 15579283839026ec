// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/blas.hpp"

#include <cblas.h>
#include <omp.h>

namespace warplight::reference {
namespace {

CBLAS_TRANSPOSE transposition(bool transposed) { return transposed ? CblasTrans : CblasNoTrans; }

blasint narrow(std::int64_t extent) { return static_cast<blasint>(extent); }

}  // namespace

void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          float alpha,
          MatrixView<const float> a,
          MatrixView<const float> b,
          float beta,
          MatrixView<float> c) {
  cblas_sgemm(CblasRowMajor, transposition(a.transposed), transposition(b.transposed), narrow(m),
              narrow(n), narrow(k), alpha, a.data, narrow(a.stride), b.data, narrow(b.stride), beta,
              c.data, narrow(c.stride));
}

void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          double alpha,
          MatrixView<const double> a,
          MatrixView<const double> b,
          double beta,
          MatrixView<double> c) {
  cblas_dgemm(CblasRowMajor, transposition(a.transposed), transposition(b.transposed), narrow(m),
              narrow(n), narrow(k), alpha, a.data, narrow(a.stride), b.data, narrow(b.stride), beta,
              c.data, narrow(c.stride));
}

void set_threads(int count) {
  const int wanted = count > 0 ? count : omp_get_num_procs();
  omp_set_num_threads(wanted);
  openblas_set_num_threads(wanted);
}

int threads() { return omp_get_max_threads(); }

}  // namespace warplight::reference
