// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Elements of every type that products take, read and written as double or float.

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "cuda_bf16.h"
#include "cuda_fp16.h"
#include "library_types.h"

namespace simt::blas {

/// Calls `visit(E{})` with the element type E; false for types that are not supported.
template <class Visit>
bool with_type(cudaDataType type, Visit visit) {
  switch (type) {
    case CUDA_R_64F:
      visit(double{});
      return true;
    case CUDA_R_32F:
      visit(float{});
      return true;
    case CUDA_R_16F:
      visit(__half{});
      return true;
    case CUDA_R_16BF:
      visit(__nv_bfloat16{});
      return true;
    case CUDA_R_32I:
      visit(std::int32_t{});
      return true;
    case CUDA_R_8I:
      visit(std::int8_t{});
      return true;
    default:
      return false;
  }
}

/// Bytes of an element; 0 for types that are not supported.
inline std::size_t size_of(cudaDataType type) {
  std::size_t size = 0;
  with_type(type, [&](auto element) { size = sizeof(element); });
  return size;
}

inline double value_of(double x) { return x; }
inline double value_of(float x) { return x; }
inline double value_of(std::int32_t x) { return x; }
inline double value_of(std::int8_t x) { return x; }
inline double value_of(__half x) { return __half2float(x); }
inline double value_of(__nv_bfloat16 x) { return __bfloat162float(x); }

inline void assign(double& to, double x) { to = x; }
inline void assign(float& to, double x) { to = static_cast<float>(x); }
inline void assign(std::int32_t& to, double x) {
  to = static_cast<std::int32_t>(std::nearbyint(x));
}
inline void assign(std::int8_t& to, double x) {
  to = static_cast<std::int8_t>(std::nearbyint(std::fmin(127.0, std::fmax(-128.0, x))));
}
inline void assign(__half& to, double x) { to = __float2half(static_cast<float>(x)); }
inline void assign(__nv_bfloat16& to, double x) { to = __float2bfloat16(static_cast<float>(x)); }

/// The number at `data`.
inline double read(cudaDataType type, const void* data) {
  double value = 0;
  with_type(type,
            [&](auto element) { value = value_of(*static_cast<const decltype(element)*>(data)); });
  return value;
}

inline void write(cudaDataType type, void* data, double value) {
  with_type(type, [&](auto element) { assign(*static_cast<decltype(element)*>(data), value); });
}

}  // namespace simt::blas
