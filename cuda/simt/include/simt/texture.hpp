// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Textures and surfaces in device code: tex1Dfetch, tex1D to tex3D, layers, cube maps, surf*read and
///        surf*write. Filtering weights have 8 bits after the point, as on hardware. The checkers see accesses of
///        surfaces, not reads of textures: those cannot leave the array.

#include <cstddef>
#include <type_traits>

#include "simt/core.hpp"
#include "simt/inline.hpp"
#include "surface_types.h"

namespace simt {

/// Where a texture is read. Dimensions that it does not have are left at 0.
struct TexturePoint {
  int dimensions;
  float x, y, z;
  int layer;
};

/// Whether reads give floats that were filtered or normalised; else elements come as they are.
bool texture_converts(cudaTextureObject_t texture);
void sample_texture(cudaTextureObject_t texture, const TexturePoint& at, float (&value)[4]);
/// Copies the element to `value`, zeros where the border is.
void read_texel(cudaTextureObject_t texture, const TexturePoint& at, void* value, std::size_t size);
/// The element with this number of a texture of linear memory; zeros beyond its end.
void fetch_element(cudaTextureObject_t texture, int number, void* value, std::size_t size);
void fetch_normalized(cudaTextureObject_t texture, int number, float (&value)[4]);
/// Face and place on it of a direction.
TexturePoint cube_point(float x, float y, float z);

/// The element at byte `x` of row `y` in slice `z` of a surface; null outside (and the boundary mode says zero).
void* surface_element(cudaSurfaceObject_t surface,
                      int x,
                      int y,
                      int z,
                      std::size_t size,
                      cudaSurfaceBoundaryMode mode);

template <class T, class = void>
struct Components {
  static T from(const float (&value)[4]) { return static_cast<T>(value[0]); }
};

template <class T>
struct Components<T, std::void_t<decltype(T::x)>> {
  static T from(const float (&value)[4]) {
    using Component = decltype(T::x);
    T result;
    auto* components = reinterpret_cast<Component*>(&result);
    for (std::size_t i = 0; i < sizeof(T) / sizeof(Component); ++i) {
      components[i] = static_cast<Component>(value[i]);
    }
    return result;
  }
};

template <class T>
SIMT_INLINE T read_texture(cudaTextureObject_t texture, const TexturePoint& at) {
  if (texture_converts(texture)) {
    float value[4];
    sample_texture(texture, at, value);
    return Components<T>::from(value);
  }
  T value;
  read_texel(texture, at, &value, sizeof(T));
  return value;
}

template <class T>
SIMT_INLINE T
read_surface(cudaSurfaceObject_t surface, int x, int y, int z, cudaSurfaceBoundaryMode mode) {
  const void* element = surface_element(surface, x, y, z, sizeof(T), mode);
  return element == nullptr ? T{} : *static_cast<const T*>(element);
}

template <class T>
SIMT_INLINE void write_surface(
    T value, cudaSurfaceObject_t surface, int x, int y, int z, cudaSurfaceBoundaryMode mode) {
  if (void* element = surface_element(surface, x, y, z, sizeof(T), mode))
    *static_cast<T*>(element) = value;
}

}  // namespace simt

// clang-format off
/// name(texture, arguments) and the form that writes to its first argument.
#define SIMT_TEXTURE(name, parameters, arguments, ...)                                            \
  template <class T>                                                                              \
  SIMT_INLINE T name SIMT_WITH((cudaTextureObject_t texture), parameters) {                       \
    return ::simt::read_texture<T>(texture, ::simt::TexturePoint __VA_ARGS__);                    \
  }                                                                                               \
  template <class T>                                                                              \
  SIMT_INLINE void name SIMT_WITH((T * result, cudaTextureObject_t texture), parameters) {        \
    *result = ::simt::read_texture<T>(texture, ::simt::TexturePoint __VA_ARGS__);                 \
  }
#define SIMT_UNPACK(...) __VA_ARGS__
#define SIMT_WITH(first, second) (SIMT_UNPACK first, SIMT_UNPACK second)

SIMT_TEXTURE(tex1D, (float x), (x), {1, x, 0, 0, 0})
SIMT_TEXTURE(tex2D, (float x, float y), (x, y), {2, x, y, 0, 0})
SIMT_TEXTURE(tex3D, (float x, float y, float z), (x, y, z), {3, x, y, z, 0})
SIMT_TEXTURE(tex1DLayered, (float x, int layer), (x, layer), {1, x, 0, 0, layer})
SIMT_TEXTURE(tex2DLayered, (float x, float y, int layer), (x, y, layer), {2, x, y, 0, layer})
// There are no mipmaps: every level is the first.
SIMT_TEXTURE(tex1DLod, (float x, float), (x), {1, x, 0, 0, 0})
SIMT_TEXTURE(tex2DLod, (float x, float y, float), (x, y), {2, x, y, 0, 0})
SIMT_TEXTURE(tex3DLod, (float x, float y, float z, float), (x, y, z), {3, x, y, z, 0})
#undef SIMT_TEXTURE

template <class T>
SIMT_INLINE T texCubemap(cudaTextureObject_t texture, float x, float y, float z) {
  return ::simt::read_texture<T>(texture, ::simt::cube_point(x, y, z));
}

template <class T>
SIMT_INLINE T tex1Dfetch(cudaTextureObject_t texture, int number) {
  if (::simt::texture_converts(texture)) {
    float value[4];
    ::simt::fetch_normalized(texture, number, value);
    return ::simt::Components<T>::from(value);
  }
  T value;
  ::simt::fetch_element(texture, number, &value, sizeof(T));
  return value;
}
template <class T>
SIMT_INLINE void tex1Dfetch(T* result, cudaTextureObject_t texture, int number) { *result = tex1Dfetch<T>(texture, number); }

#define SIMT_SURFACE(suffix, parameters, coordinates)                                                                    \
  template <class T>                                                                                                   \
  SIMT_INLINE T surf##suffix##read SIMT_WITH3((cudaSurfaceObject_t surface), parameters, (cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap)) { \
    return ::simt::read_surface<T>(surface, SIMT_UNPACK coordinates, mode);                                            \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  SIMT_INLINE void surf##suffix##read SIMT_WITH3((T * result, cudaSurfaceObject_t surface), parameters, (cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap)) { \
    *result = ::simt::read_surface<T>(surface, SIMT_UNPACK coordinates, mode);                                         \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  SIMT_INLINE void surf##suffix##write SIMT_WITH3((T value, cudaSurfaceObject_t surface), parameters, (cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap)) { \
    ::simt::write_surface<T>(value, surface, SIMT_UNPACK coordinates, mode);                                           \
  }
#define SIMT_WITH3(first, second, third) (SIMT_UNPACK first, SIMT_UNPACK second, SIMT_UNPACK third)
SIMT_SURFACE(1D, (int x), (x, 0, 0))
SIMT_SURFACE(2D, (int x, int y), (x, y, 0))
SIMT_SURFACE(3D, (int x, int y, int z), (x, y, z))
SIMT_SURFACE(1DLayered, (int x, int layer), (x, 0, layer))
SIMT_SURFACE(2DLayered, (int x, int y, int layer), (x, y, layer))
#undef SIMT_SURFACE
#undef SIMT_WITH3
#undef SIMT_WITH
#undef SIMT_UNPACK
// clang-format on
