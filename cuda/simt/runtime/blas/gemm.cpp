// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Products by conversion to what OpenBLAS multiplies.
#include "runtime/blas/gemm.hpp"

#include <algorithm>
#include <vector>

#include "runtime/blas/cblas.hpp"
#include "runtime/blas/element.hpp"

namespace simt::blas {

template <class Compute>
void load(const Matrix& from, int rows, int columns, Compute* to) {
  with_type(from.type, [&](auto element) {
    const auto* data = static_cast<const decltype(element)*>(from.data);
    for (int j = 0; j < columns; ++j) {
      const auto* column = data + std::size_t(j) * std::size_t(from.ld);
      for (int i = 0; i < rows; ++i) *to++ = static_cast<Compute>(value_of(column[i]));
    }
  });
}

template <class Compute>
void store(const Compute* from, int rows, int columns, const Matrix& to) {
  with_type(to.type, [&](auto element) {
    auto* data = static_cast<decltype(element)*>(const_cast<void*>(to.data));
    for (int j = 0; j < columns; ++j) {
      auto* column = data + std::size_t(j) * std::size_t(to.ld);
      for (int i = 0; i < rows; ++i) assign(column[i], static_cast<double>(*from++));
    }
  });
}

template void load(const Matrix&, int, int, float*);
template void load(const Matrix&, int, int, double*);
template void store(const float*, int, int, const Matrix&);
template void store(const double*, int, int, const Matrix&);

namespace {

template <class Compute>
constexpr cudaDataType kTypeOf = sizeof(Compute) == 8 ? CUDA_R_64F : CUDA_R_32F;

/// A matrix as Compute: itself, or a converted copy.
template <class Compute>
class Converted {
 public:
  Converted(const Matrix& matrix, int rows, int columns, bool read)
      : data_(matrix.data), ld_(matrix.ld) {
    if (matrix.type == kTypeOf<Compute>) return;
    copy_.resize(std::size_t(rows) * std::size_t(columns));
    if (read) load(matrix, rows, columns, copy_.data());
    data_ = copy_.data();
    ld_ = std::max(rows, 1);
  }

  Compute* data() const { return static_cast<Compute*>(const_cast<void*>(data_)); }
  int ld() const { return ld_; }

 private:
  const void* data_;
  int ld_;
  std::vector<Compute> copy_;
};

int transposition(const Matrix& matrix) { return matrix.transposed ? kTranspose : kNoTranspose; }

template <class Compute>
void gemm_in(const Shape& shape,
             double alpha,
             const Matrix& a,
             const Matrix& b,
             double beta,
             const Matrix& c) {
  const auto [m, n, k] = shape;
  const Converted<Compute> left(a, a.transposed ? k : m, a.transposed ? m : k, true);
  const Converted<Compute> right(b, b.transposed ? n : k, b.transposed ? k : n, true);
  const Converted<Compute> result(c, m, n, beta != 0);
  gemm(transposition(a), transposition(b), m, n, k, static_cast<Compute>(alpha), left.data(),
       left.ld(), right.data(), right.ld(), static_cast<Compute>(beta), result.data(), result.ld());
  if (c.type != kTypeOf<Compute>) store(result.data(), m, n, c);
}

bool is_integer(cudaDataType type) { return type == CUDA_R_8I || type == CUDA_R_32I; }

}  // namespace

void gemm(const Shape& shape,
          double alpha,
          const Matrix& a,
          const Matrix& b,
          double beta,
          const Matrix& c) {
  if (shape.m == 0 || shape.n == 0) return;
  if (a.type == CUDA_R_64F || c.type == CUDA_R_64F || is_integer(a.type)) {
    gemm_in<double>(shape, alpha, a, b, beta, c);
  } else {
    gemm_in<float>(shape, alpha, a, b, beta, c);
  }
}

}  // namespace simt::blas
