// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What all copies and memsets come down to: boxes of rows, checked, then moved.

#include <cstddef>

#include "simt/api/memory_types.h"
#include "simt/api/stream_types.h"
#include "simt/core.hpp"

namespace simt::api {

/// `depth` slices of `height` rows of `width` bytes, `pitch` bytes from row to row, `slice` from slice to slice.
struct Box {
  std::size_t width;
  std::size_t height = 1;
  std::size_t depth = 1;

  bool empty() const { return width == 0 || height == 0 || depth == 0; }
};

/// Where a box lies.
struct Place {
  char* address;
  std::size_t pitch = 0;
  std::size_t slice = 0;
};

/// Who asks: for messages, and for the order of operations.
struct Call {
  const char* name;
  Site site;
  cudaStream_t stream = nullptr;
  bool host_waits = false;  ///< the call returns when the copy is complete, on hardware too
};

/// Copies, or records the copy if the stream records.
cudaError_t copy_box(Place to, Place from, Box box, cudaMemcpyKind kind, const Call& call);

/// Fills with `value`, an element of 1, 2 or 4 bytes; or records.
cudaError_t fill_box(Place to, unsigned value, unsigned element, Box box, const Call& call);

}  // namespace simt::api
