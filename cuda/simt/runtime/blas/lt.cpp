// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cublasLt: the product D = epilogue(alpha op(A) op(B) + beta C).
#include "runtime/blas/lt.hpp"

#include <algorithm>
#include <vector>

#include "runtime/blas/context.hpp"
#include "runtime/blas/element.hpp"
#include "runtime/blas/gemm.hpp"

using simt::Site;
using simt::blas::Description;
using simt::blas::description_of;
using simt::blas::Layout;
using simt::blas::layout_of;
using simt::blas::Matrix;

namespace {

/// One product, by value, so that it can be recorded.
struct Product {
  Description description;
  Layout a_layout;
  Layout b_layout;
  Layout c_layout;
  Layout d_layout;
  const void* a;
  const void* b;
  const void* c;
  void* d;
};

/// A row-major matrix is the transpose of a column-major one.
Matrix matrix_of(const Layout& layout, const void* data, std::int32_t operation, int batch) {
  const std::int64_t bytes =
      batch * layout.batch_stride * static_cast<std::int64_t>(simt::blas::size_of(layout.type));
  const bool transposed = (operation != CUBLAS_OP_N) != (layout.order == CUBLASLT_ORDER_ROW);
  return {layout.type, static_cast<const char*>(data) + bytes, static_cast<int>(layout.ld),
          transposed};
}

double at(const Matrix& matrix, std::int64_t i, std::int64_t j) {
  const std::int64_t index = matrix.transposed ? j + i * matrix.ld : i + j * matrix.ld;
  const auto bytes = static_cast<std::size_t>(index) * simt::blas::size_of(matrix.type);
  return simt::blas::read(matrix.type, static_cast<const char*>(matrix.data) + bytes);
}

/// The gradient of a bias from an operand: sums over k of op(A)'s rows or op(B)'s columns.
void sum_operand(
    const Description& d, cudaDataType type, const Matrix& operand, int count, int k, bool of_a) {
  const auto bias_type = d.bias_type < 0 ? type : static_cast<cudaDataType>(d.bias_type);
  for (int i = 0; i < count; ++i) {
    double sum = 0;
    for (int l = 0; l < k; ++l) sum += of_a ? at(operand, i, l) : at(operand, l, i);
    const auto bytes = static_cast<std::size_t>(i) * simt::blas::size_of(bias_type);
    simt::blas::write(bias_type, static_cast<char*>(d.bias) + bytes, sum);
  }
}

void multiply(const Product& p, double alpha, double beta, int batch) {
  const int m = static_cast<int>(p.d_layout.rows);
  const int n = static_cast<int>(p.d_layout.columns);
  const bool a_as_is = p.description.operation_a == CUBLAS_OP_N;
  const int k = static_cast<int>(a_as_is ? p.a_layout.columns : p.a_layout.rows);
  const Matrix a = matrix_of(p.a_layout, p.a, p.description.operation_a, batch);
  const Matrix b = matrix_of(p.b_layout, p.b, p.description.operation_b, batch);
  const bool wide = p.d_layout.type == CUDA_R_64F || p.a_layout.type == CUDA_R_64F;
  const std::size_t size = static_cast<std::size_t>(m) * static_cast<std::size_t>(n);
  std::vector<double> product(size);
  if (wide) {
    gemm({m, n, k}, alpha, a, b, 0, {CUDA_R_64F, product.data(), std::max(m, 1)});
  } else {
    std::vector<float> narrow(size);
    gemm({m, n, k}, alpha, a, b, 0, {CUDA_R_32F, narrow.data(), std::max(m, 1)});
    std::copy(narrow.begin(), narrow.end(), product.begin());
  }
  if (beta != 0) {
    const Matrix c = matrix_of(p.c_layout, p.c, CUBLAS_OP_N, batch);
    for (int j = 0; j < n; ++j) {
      for (int i = 0; i < m; ++i)
        product[static_cast<std::size_t>(i + std::int64_t{j} * m)] += beta * at(c, i, j);
    }
  }
  apply_epilogue(p.description, p.d_layout.type, m, n, batch, product.data());
  const auto bits = static_cast<unsigned>(p.description.epilogue);
  if ((bits & simt::blas::kBiasGradientA) != 0)
    sum_operand(p.description, p.d_layout.type, a, m, k, true);
  if ((bits & simt::blas::kBiasGradientB) != 0)
    sum_operand(p.description, p.d_layout.type, b, n, k, false);
  const Matrix d = matrix_of(p.d_layout, p.d, CUBLAS_OP_N, batch);
  if (!d.transposed) {
    store(product.data(), m, n, d);
    return;
  }
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) {
      const auto bytes =
          static_cast<std::size_t>(j + std::int64_t{i} * d.ld) * simt::blas::size_of(d.type);
      simt::blas::write(d.type, static_cast<char*>(const_cast<void*>(d.data)) + bytes,
                        product[static_cast<std::size_t>(i + std::int64_t{j} * m)]);
    }
  }
}

/// Whether the matrices fit together.
bool fits(const Description& d, const Layout& a, const Layout& b, const Layout& to) {
  const auto m = d.operation_a == CUBLAS_OP_N ? a.rows : a.columns;
  const auto k = d.operation_a == CUBLAS_OP_N ? a.columns : a.rows;
  const auto k_of_b = d.operation_b == CUBLAS_OP_N ? b.rows : b.columns;
  const auto n = d.operation_b == CUBLAS_OP_N ? b.columns : b.rows;
  const bool known = simt::blas::size_of(a.type) != 0 && simt::blas::size_of(b.type) != 0 &&
                     simt::blas::size_of(to.type) != 0;
  const bool plain = a.order <= CUBLASLT_ORDER_ROW && b.order <= CUBLASLT_ORDER_ROW &&
                     to.order <= CUBLASLT_ORDER_ROW;
  return known && plain && k == k_of_b && m == to.rows && n == to.columns;
}

simt::blas::Region region_of(const Layout& layout, const void* data) {
  const std::size_t element = simt::blas::size_of(layout.type);
  const bool by_rows = layout.order == CUBLASLT_ORDER_ROW;
  return {data, (by_rows ? layout.columns : layout.rows) * element,
          by_rows ? layout.rows : layout.columns, static_cast<std::size_t>(layout.ld) * element};
}

}  // namespace

cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t handle,
                                              cublasLtMatmulDesc_t description,
                                              cublasLtMatrixLayout_t a,
                                              cublasLtMatrixLayout_t b,
                                              cublasLtMatrixLayout_t,
                                              cublasLtMatrixLayout_t d,
                                              cublasLtMatmulPreference_t,
                                              int wanted,
                                              cublasLtMatmulHeuristicResult_t results[],
                                              int* found) {
  if (handle == nullptr || description == nullptr || results == nullptr || found == nullptr ||
      wanted < 1) {
    return CUBLAS_STATUS_INVALID_VALUE;
  }
  *found = 0;
  if (!fits(description_of(description), layout_of(a), layout_of(b), layout_of(d))) {
    return CUBLAS_STATUS_NOT_SUPPORTED;
  }
  results[0] = {};
  results[0].state = CUBLAS_STATUS_SUCCESS;
  results[0].wavesCount = 1;
  *found = 1;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmul(cublasLtHandle_t handle,
                              cublasLtMatmulDesc_t description,
                              const void* alpha,
                              const void* a,
                              cublasLtMatrixLayout_t a_layout,
                              const void* b,
                              cublasLtMatrixLayout_t b_layout,
                              const void* beta,
                              const void* c,
                              cublasLtMatrixLayout_t c_layout,
                              void* d,
                              cublasLtMatrixLayout_t d_layout,
                              const cublasLtMatmulAlgo_t*,
                              void*,
                              size_t,
                              cudaStream_t stream,
                              Site site) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (description == nullptr || alpha == nullptr || beta == nullptr || a_layout == nullptr ||
      b_layout == nullptr || d_layout == nullptr) {
    return CUBLAS_STATUS_INVALID_VALUE;
  }
  const Layout& c_or_d = c_layout == nullptr ? layout_of(d_layout) : layout_of(c_layout);
  const Product product = {description_of(description),
                           layout_of(a_layout),
                           layout_of(b_layout),
                           c_or_d,
                           layout_of(d_layout),
                           a,
                           b,
                           c,
                           d};
  const Description& p = product.description;
  if (p.pointer_mode > CUBLASLT_POINTER_MODE_DEVICE) return CUBLAS_STATUS_NOT_SUPPORTED;
  if (!fits(p, product.a_layout, product.b_layout, product.d_layout))
    return CUBLAS_STATUS_INVALID_VALUE;
  const bool late = p.pointer_mode == CUBLASLT_POINTER_MODE_DEVICE;
  const double alpha_now = late ? 0 : simt::blas::read(p.scale_type, alpha);
  const double beta_now = late ? 0 : simt::blas::read(p.scale_type, beta);
  return simt::blas::run(
      stream, {"cublasLtMatmul", site},
      {region_of(product.a_layout, a), region_of(product.b_layout, b)},
      {region_of(product.d_layout, d)}, [=] {
        double factor = late ? simt::blas::read(product.description.scale_type, alpha) : alpha_now;
        const double keep =
            late ? simt::blas::read(product.description.scale_type, beta) : beta_now;
        for (const float* scale : {product.description.scale_a, product.description.scale_b}) {
          if (scale != nullptr) factor *= static_cast<double>(*scale);
        }
        for (int i = 0; i < std::max(product.d_layout.batch_count, 1); ++i)
          multiply(product, factor, keep, i);
      });
}
