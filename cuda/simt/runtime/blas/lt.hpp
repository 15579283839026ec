// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What lies in the descriptors of cublasLt, and the epilogues of its products.

#include <cstdint>
#include <type_traits>

#include "cublasLt.h"

namespace simt::blas {

/// In a cublasLtMatrixLayoutOpaque_t.
struct Layout {
  std::uint64_t rows;
  std::uint64_t columns;
  std::int64_t ld;
  std::int64_t batch_stride;  // elements
  cudaDataType type;
  cublasLtOrder_t order;
  std::int32_t batch_count;
};
static_assert(sizeof(Layout) <= sizeof(cublasLtMatrixLayoutOpaque_t));

/// In a cublasLtMatmulDescOpaque_t.
struct Description {
  cublasComputeType_t compute;
  cudaDataType scale_type;
  std::int32_t pointer_mode;
  std::int32_t operation_a;
  std::int32_t operation_b;
  std::int32_t epilogue;
  void* bias;
  std::int64_t bias_stride;
  void* aux;
  std::int64_t aux_ld;
  std::int64_t aux_stride;
  std::int32_t bias_type;  // -1: that of D
  std::int32_t aux_type;   // -1: that of D
  const float* scale_a;
  const float* scale_b;
  const float* scale_d;
};
static_assert(sizeof(Description) <= sizeof(cublasLtMatmulDescOpaque_t));

inline Layout& layout_of(cublasLtMatrixLayout_t layout) {
  return reinterpret_cast<Layout&>(*layout);
}
inline Description& description_of(cublasLtMatmulDesc_t description) {
  return reinterpret_cast<Description&>(*description);
}

/// The bits of cublasLtEpilogue_t.
enum EpilogueBit : unsigned {
  kRelu = 2,
  kBias = 4,
  kReluGradient = 8,
  kBiasGradient = 16,
  kGelu = 32,
  kGeluGradient = 64,
  kAux = 128,
  kBiasGradientA = 256,
  kBiasGradientB = 512
};

/// Turns the product, m x n doubles in column-major order, into what is stored; reads or writes bias and aux.
void apply_epilogue(
    const Description& description, cudaDataType type, int m, int n, int batch, double* product);

}  // namespace simt::blas
