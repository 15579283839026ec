// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief cublasLt's handles and descriptors.
#include <cstring>

#include "runtime/blas/lt.hpp"

struct cublasLtContext {};

using simt::blas::Description;
using simt::blas::description_of;
using simt::blas::Layout;
using simt::blas::layout_of;

namespace {

/// What a descriptor keeps of an attribute: where, and how many bytes.
struct Field {
  void* data = nullptr;
  std::size_t size = 0;
};

template <class T>
Field field(T& member) {
  return {const_cast<void*>(static_cast<const void*>(&member)), sizeof(T)};
}

Field field_of(Layout& layout, cublasLtMatrixLayoutAttribute_t attribute) {
  switch (attribute) {
    case CUBLASLT_MATRIX_LAYOUT_TYPE:
      return field(layout.type);
    case CUBLASLT_MATRIX_LAYOUT_ORDER:
      return field(layout.order);
    case CUBLASLT_MATRIX_LAYOUT_ROWS:
      return field(layout.rows);
    case CUBLASLT_MATRIX_LAYOUT_COLS:
      return field(layout.columns);
    case CUBLASLT_MATRIX_LAYOUT_LD:
      return field(layout.ld);
    case CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT:
      return field(layout.batch_count);
    case CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET:
      return field(layout.batch_stride);
    default:
      return {};
  }
}

Field field_of(Description& d, cublasLtMatmulDescAttributes_t attribute) {
  switch (attribute) {
    case CUBLASLT_MATMUL_DESC_COMPUTE_TYPE:
      return field(d.compute);
    case CUBLASLT_MATMUL_DESC_SCALE_TYPE:
      return field(d.scale_type);
    case CUBLASLT_MATMUL_DESC_POINTER_MODE:
      return field(d.pointer_mode);
    case CUBLASLT_MATMUL_DESC_TRANSA:
      return field(d.operation_a);
    case CUBLASLT_MATMUL_DESC_TRANSB:
      return field(d.operation_b);
    case CUBLASLT_MATMUL_DESC_EPILOGUE:
      return field(d.epilogue);
    case CUBLASLT_MATMUL_DESC_BIAS_POINTER:
      return field(d.bias);
    case CUBLASLT_MATMUL_DESC_BIAS_BATCH_STRIDE:
      return field(d.bias_stride);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER:
      return field(d.aux);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD:
      return field(d.aux_ld);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_BATCH_STRIDE:
      return field(d.aux_stride);
    case CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE:
      return field(d.bias_type);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_DATA_TYPE:
      return field(d.aux_type);
    case CUBLASLT_MATMUL_DESC_A_SCALE_POINTER:
      return field(d.scale_a);
    case CUBLASLT_MATMUL_DESC_B_SCALE_POINTER:
      return field(d.scale_b);
    case CUBLASLT_MATMUL_DESC_D_SCALE_POINTER:
      return field(d.scale_d);
    default:
      return {};
  }
}

/// Attributes that only steer the hardware are taken and forgotten.
bool has_no_effect(cublasLtMatmulDescAttributes_t attribute) {
  return attribute == CUBLASLT_MATMUL_DESC_FAST_ACCUM ||
         attribute == CUBLASLT_MATMUL_DESC_SM_COUNT_TARGET;
}

cublasStatus_t set(const Field& field, const void* from, std::size_t size) {
  if (from == nullptr || field.data == nullptr || size != field.size)
    return CUBLAS_STATUS_INVALID_VALUE;
  std::memcpy(field.data, from, size);
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t get(const Field& field, void* to, std::size_t size, std::size_t* written) {
  if (written != nullptr) *written = field.size;
  if (size == 0 && written != nullptr) return CUBLAS_STATUS_SUCCESS;
  if (to == nullptr || field.data == nullptr || size < field.size)
    return CUBLAS_STATUS_INVALID_VALUE;
  std::memcpy(to, field.data, field.size);
  return CUBLAS_STATUS_SUCCESS;
}

}  // namespace

cublasStatus_t cublasLtCreate(cublasLtHandle_t* handle) {
  if (handle == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *handle = new cublasLtContext;
  return CUBLAS_STATUS_SUCCESS;
}

extern "C" cublasStatus_t cublasLtDestroy(cublasLtHandle_t handle) {
  delete handle;
  return CUBLAS_STATUS_SUCCESS;
}

size_t cublasLtGetVersion(void) { return CUBLAS_VERSION; }
const char* cublasLtGetStatusName(cublasStatus_t status) { return cublasGetStatusName(status); }
const char* cublasLtGetStatusString(cublasStatus_t status) { return cublasGetStatusString(status); }

cublasStatus_t cublasLtMatrixLayoutInit(
    cublasLtMatrixLayout_t layout, cudaDataType type, uint64_t rows, uint64_t columns, int64_t ld) {
  if (layout == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  layout_of(layout) = {rows, columns, ld, 0, type, CUBLASLT_ORDER_COL, 1};
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t* layout,
                                          cudaDataType type,
                                          uint64_t rows,
                                          uint64_t columns,
                                          int64_t ld) {
  if (layout == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *layout = new cublasLtMatrixLayoutOpaque_t{};
  return cublasLtMatrixLayoutInit(*layout, type, rows, columns, ld);
}

cublasStatus_t cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t layout) {
  delete layout;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatrixLayoutSetAttribute(cublasLtMatrixLayout_t layout,
                                                cublasLtMatrixLayoutAttribute_t attribute,
                                                const void* from,
                                                size_t size) {
  return layout == nullptr ? CUBLAS_STATUS_INVALID_VALUE
                           : set(field_of(layout_of(layout), attribute), from, size);
}

cublasStatus_t cublasLtMatrixLayoutGetAttribute(cublasLtMatrixLayout_t layout,
                                                cublasLtMatrixLayoutAttribute_t attribute,
                                                void* to,
                                                size_t size,
                                                size_t* written) {
  return layout == nullptr ? CUBLAS_STATUS_INVALID_VALUE
                           : get(field_of(layout_of(layout), attribute), to, size, written);
}

cublasStatus_t cublasLtMatmulDescInit(cublasLtMatmulDesc_t description,
                                      cublasComputeType_t compute,
                                      cudaDataType_t scale_type) {
  if (description == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  Description made = {};
  made.compute = compute;
  made.scale_type = scale_type;
  made.epilogue = CUBLASLT_EPILOGUE_DEFAULT;
  made.bias_type = made.aux_type = -1;
  description_of(description) = made;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulDescCreate(cublasLtMatmulDesc_t* description,
                                        cublasComputeType_t compute,
                                        cudaDataType_t scale_type) {
  if (description == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *description = new cublasLtMatmulDescOpaque_t{};
  return cublasLtMatmulDescInit(*description, compute, scale_type);
}

cublasStatus_t cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t description) {
  delete description;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t description,
                                              cublasLtMatmulDescAttributes_t attribute,
                                              const void* from,
                                              size_t size) {
  if (description == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  if (has_no_effect(attribute)) return CUBLAS_STATUS_SUCCESS;
  return set(field_of(description_of(description), attribute), from, size);
}

cublasStatus_t cublasLtMatmulDescGetAttribute(cublasLtMatmulDesc_t description,
                                              cublasLtMatmulDescAttributes_t attribute,
                                              void* to,
                                              size_t size,
                                              size_t* written) {
  return description == nullptr
             ? CUBLAS_STATUS_INVALID_VALUE
             : get(field_of(description_of(description), attribute), to, size, written);
}

cublasStatus_t cublasLtMatmulPreferenceInit(cublasLtMatmulPreference_t preference) {
  if (preference == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *preference = {};
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t* preference) {
  if (preference == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *preference = new cublasLtMatmulPreferenceOpaque_t{};
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t preference) {
  delete preference;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t preference,
                                                    cublasLtMatmulPreferenceAttributes_t,
                                                    const void* from,
                                                    size_t) {
  return preference == nullptr || from == nullptr ? CUBLAS_STATUS_INVALID_VALUE
                                                  : CUBLAS_STATUS_SUCCESS;
}
