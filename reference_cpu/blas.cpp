// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/blas.hpp"

#include "common/parallel/parallel_for.hpp"

#include <algorithm>

#include <cblas.h>

namespace warplight::reference {
namespace {

CBLAS_TRANSPOSE transposition(bool transposed) { return transposed ? CblasTrans : CblasNoTrans; }

blasint narrow(std::int64_t extent) { return static_cast<blasint>(extent); }

// BLAS computes in the calling thread: a second pool beside ours would fight with it over the cores. Said
// once in every thread, because OpenBLAS built on OpenMP counts threads for each caller.
void require_serial_blas() {
  static thread_local const bool said = [] {
    openblas_set_num_threads(1);
    return true;
  }();
  static_cast<void>(said);
}

void serial_gemm(std::int64_t m,
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

void serial_gemm(std::int64_t m,
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

}  // namespace

template <class T>
void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          T alpha,
          MatrixView<const T> a,
          MatrixView<const T> b,
          T beta,
          MatrixView<T> c) {
  // One panel of columns of C for each thread, as each packs all of A anew.
  constexpr std::int64_t kNarrowest = 64;
  const std::int64_t pieces = thread_count();
  const std::int64_t panel = std::max(kNarrowest, (n + pieces - 1) / pieces);
  parallel_for(n, panel, [&](std::int64_t first, std::int64_t last) {
    require_serial_blas();
    const T* b_panel = b.data + (b.transposed ? first * b.stride : first);
    serial_gemm(m, last - first, k, alpha, a, {b_panel, b.stride, b.transposed}, beta,
                {c.data + first, c.stride});
  });
}

template void gemm<float>(std::int64_t,
                          std::int64_t,
                          std::int64_t,
                          float,
                          MatrixView<const float>,
                          MatrixView<const float>,
                          float,
                          MatrixView<float>);
template void gemm<double>(std::int64_t,
                           std::int64_t,
                           std::int64_t,
                           double,
                           MatrixView<const double>,
                           MatrixView<const double>,
                           double,
                           MatrixView<double>);

}  // namespace warplight::reference
