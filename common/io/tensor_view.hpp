// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/mapped_file.hpp"
#include "common/tensor/tensor.hpp"

#include <cstddef>
#include <memory>
#include <optional>

/// @file
/// @ingroup io
/// @brief From a checked place in a file to a Tensor.

namespace warplight::io {

/// Bytes of a tensor of this shape, stored row-major without gaps. Nothing if an extent is negative, if
/// the size overflows, or if the last extent of a block format is not a whole number of blocks.
/// An extent of zero does not excuse its neighbours: strides are computed from them.
std::optional<std::size_t> checked_bytes(const Shape& shape, DType dtype);

/// A tensor over a file's bytes from `offset` on, without a copy; where the file placed it at an address
/// that its dtype cannot be read from, a copy. The bytes must lie within the file.
Tensor tensor_view(const std::shared_ptr<const MappedFile>& file,
                   std::size_t offset,
                   const Shape& shape,
                   DType dtype);

}  // namespace warplight::io
