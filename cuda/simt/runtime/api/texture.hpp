// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Textures as the runtime keeps them; an object's number is the address of one.

#include <cstddef>

#include "surface_types.h"

namespace simt {

struct Texture {
  cudaResourceDesc resource;
  cudaTextureDesc description;
  cudaChannelFormatDesc format;
  char* data;
  std::size_t pitch;  ///< bytes from row to row
  std::size_t slice;  ///< bytes from slice, or layer, to slice
  int size[3];        ///< width, height, depth in elements, at least 1
  int layers;
  std::size_t element;  ///< bytes
};

inline const Texture& texture_of(unsigned long long object) {
  return *reinterpret_cast<const Texture*>(static_cast<std::size_t>(object));
}

}  // namespace simt
