// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/half.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

/// @file
/// @ingroup common
/// @brief Element types of a Tensor.

namespace warplight {

/// Element type. The last three are block formats of GGUF files: 32 neighbours of the last axis share
/// one scale (and Q4_1 one minimum). F64 exists on the reference only: it is the judge.
enum class DType : std::uint8_t {
  F64,
  F32,
  F16,
  BF16,
  I64,
  I32,
  I16,
  I8,
  U8,
  Bool,
  Q4_0,  // NOLINT(readability-identifier-naming): the file format's own names
  Q4_1,  // NOLINT(readability-identifier-naming)
  Q8_0   // NOLINT(readability-identifier-naming)
};

/// Its name as safetensors writes it ("F32", "BOOL"), or GGUF for block formats ("Q4_1").
std::string_view name(DType dtype);

/// Elements that are stored together: 1, or 32 for a block format.
std::int64_t block_elements(DType dtype);

/// Bytes of one such group: the size of the element, or 18 (Q4_0), 20 (Q4_1), 34 (Q8_0).
std::size_t block_bytes(DType dtype);

/// True for F64, F32, F16, BF16.
bool is_floating(DType dtype);

/// True for the block formats.
bool is_quantized(DType dtype);

/// The DType that a C++ type is stored as.
template <class T>
constexpr DType dtype_of() {
  if constexpr (std::is_same_v<T, double>) {
    return DType::F64;
  } else if constexpr (std::is_same_v<T, float>) {
    return DType::F32;
  } else if constexpr (std::is_same_v<T, Half>) {
    return DType::F16;
  } else if constexpr (std::is_same_v<T, BFloat16>) {
    return DType::BF16;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return DType::I64;
  } else if constexpr (std::is_same_v<T, std::int32_t>) {
    return DType::I32;
  } else if constexpr (std::is_same_v<T, std::int16_t>) {
    return DType::I16;
  } else if constexpr (std::is_same_v<T, std::int8_t>) {
    return DType::I8;
  } else if constexpr (std::is_same_v<T, std::uint8_t>) {
    return DType::U8;
  } else {
    static_assert(std::is_same_v<T, bool>, "no DType stores this type");
    return DType::Bool;
  }
}

}  // namespace warplight
