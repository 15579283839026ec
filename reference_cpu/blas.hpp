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
  T* data = nullptr;        ///< first element
  std::int64_t stride = 0;  ///< from one row in memory to the next
  bool transposed = false;  ///< rows in memory are columns
};

/// C = alpha * A B + beta * C with A [m, k], B [k, n], C [m, n] (never transposed); float or double.
/// Columns of C are shared out over the program's threads.
template <class T>
void gemm(std::int64_t m,
          std::int64_t n,
          std::int64_t k,
          T alpha,
          MatrixView<const T> a,
          MatrixView<const T> b,
          T beta,
          MatrixView<T> c);

}  // namespace warplight::reference
