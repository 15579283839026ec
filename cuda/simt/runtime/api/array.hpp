// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Arrays as the runtime keeps them.

#include "runtime/api/copy.hpp"

/// What a cudaArray_t points to. Extents in elements; a dimension that the array does not have is 0.
struct cudaArray {
  char* data;
  cudaChannelFormatDesc desc;
  cudaExtent extent;
  unsigned flags;
};

namespace simt::api {

/// Bytes of an element.
std::size_t element_size(const cudaArray& array);

/// Where a copy at `position` (x in elements) begins.
Place place_in(const cudaArray& array, const cudaPos& position);

}  // namespace simt::api
