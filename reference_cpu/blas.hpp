// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// @file
/// @ingroup reference
/// @brief Matrix products by BLAS, the same name for float and double.

namespace warplight::reference {

/// A row-major matrix in memory: element (i, j) is data[i * stride + j], or data[j * stride + i] when
/// it is read transposed.
template <class T>
struct MatrixView {
  T* data = nullptr;
  std::int64_t stride = 0;
  bool transposed = false;
};

/// C = alpha * A B + beta * C with A [m, k], B [k, n], C [m, n] (never transposed).
void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          float alpha,
          MatrixView<const float> a,
          MatrixView<const float> b,
          float beta,
          MatrixView<float> c);
/// @copydoc gemm
void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          double alpha,
          MatrixView<const double> a,
          MatrixView<const double> b,
          double beta,
          MatrixView<double> c);

/// Threads for BLAS and for our own parallel loops; 0 means one per core.
void set_threads(int count);

/// What set_threads() chose, or one per core.
int threads();

}  // namespace warplight::reference
