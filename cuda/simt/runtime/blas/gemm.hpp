// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief One matrix product for all of cuBLAS and cublasLt: any element types, computed in float or double.

#include <cstddef>

#include "library_types.h"

namespace simt::blas {

/// A column-major matrix.
struct Matrix {
  cudaDataType type;
  const void* data;
  int ld;  ///< elements from column to column
  bool transposed = false;
};

/// m x n = (m x k) (k x n)
struct Shape {
  int m;
  int n;
  int k;
};

/// C = alpha op(A) op(B) + beta C. Halves and bf16 are converted to float, int8 to double (exact), then back.
void gemm(const Shape& shape,
          double alpha,
          const Matrix& a,
          const Matrix& b,
          double beta,
          const Matrix& c);

/// Columns of `rows` elements as the given type, without gaps. `Compute` is float or double.
template <class Compute>
void load(const Matrix& from, int rows, int columns, Compute* to);
template <class Compute>
void store(const Compute* from, int rows, int columns, const Matrix& to);

/// The number `elements` after `data`.
inline const void* advance(const void* data, std::size_t bytes) {
  return static_cast<const char*>(data) + bytes;
}

}  // namespace simt::blas
