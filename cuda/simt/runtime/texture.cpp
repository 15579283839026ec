// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Reading textures: address modes, filtering, conversion; elements of surfaces.
#include "simt/texture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "runtime/api/texture.hpp"
#include "simt/api/error_types.h"

namespace simt {
namespace {

/// Where an index beyond the edge leads; -1: to the border.
int address(cudaTextureAddressMode mode, bool normalized, int index, int size) {
  if (mode == cudaAddressModeBorder) return index >= 0 && index < size ? index : -1;
  if (mode == cudaAddressModeClamp || !normalized) return std::clamp(index, 0, size - 1);
  const int period = mode == cudaAddressModeMirror ? 2 * size : size;
  const int inside = (index % period + period) % period;
  return inside < size ? inside : period - 1 - inside;
}

float component(const char* bytes, int bits, cudaChannelFormatKind kind, bool normalize) {
  if (kind == cudaChannelFormatKindFloat) {
    float value = 0;
    if (bits == 32) {
      std::memcpy(&value, bytes, sizeof(value));
    } else {
      std::uint16_t half = 0;
      std::memcpy(&half, bytes, sizeof(half));
      const float magnitude = (half & 0x7c00U) == 0
                                  ? std::ldexp(static_cast<float>(half & 0x3ffU), -24)
                                  : std::ldexp(static_cast<float>((half & 0x3ffU) | 0x400U),
                                               static_cast<int>(half >> 10 & 31U) - 25);
      value = (half & 0x8000U) != 0 ? -magnitude : magnitude;
    }
    return value;
  }
  std::uint32_t raw = 0;
  std::memcpy(&raw, bytes, static_cast<std::size_t>(bits) / 8);
  if (kind == cudaChannelFormatKindUnsigned) {
    const double most = std::ldexp(1.0, bits) - 1;
    return static_cast<float>(normalize ? raw / most : raw);
  }
  const auto number =
      static_cast<double>(static_cast<std::int32_t>(raw << (32 - bits)) >> (32 - bits));
  const double most = std::ldexp(1.0, bits - 1) - 1;
  return static_cast<float>(normalize ? std::max(number / most, -1.0) : number);
}

bool normalizes(const Texture& t) {
  return t.description.readMode == cudaReadModeNormalizedFloat &&
         t.format.f != cudaChannelFormatKindFloat;
}

/// An element as floats; the border's colour for null.
void unpack(const Texture& t, const char* element, float (&value)[4]) {
  const int bits[4] = {t.format.x, t.format.y, t.format.z, t.format.w};
  for (int i = 0; i < 4; ++i) {
    value[i] = element == nullptr ? t.description.borderColor[i] : 0;
    if (element == nullptr || bits[i] == 0) continue;
    value[i] = component(element, bits[i], t.format.f, normalizes(t));
    element += bits[i] / 8;
  }
}

const char* element_at(const Texture& t, const int (&index)[3], int dimensions, int layer) {
  std::size_t offset = 0;
  const std::size_t step[3] = {t.element, t.pitch, t.slice};
  for (int d = 0; d < dimensions; ++d) {
    const int i = address(t.description.addressMode[d], t.description.normalizedCoords != 0,
                          index[d], t.size[d]);
    if (i < 0) return nullptr;
    offset += static_cast<std::size_t>(i) * step[d];
  }
  if (dimensions < 3)
    offset += static_cast<std::size_t>(std::clamp(layer, 0, t.layers - 1)) * t.slice;
  return t.data + offset;
}

/// The coordinate in elements.
float in_elements(const Texture& t, const TexturePoint& at, int d) {
  const float coordinate[3] = {at.x, at.y, at.z};
  return t.description.normalizedCoords != 0 ? coordinate[d] * static_cast<float>(t.size[d])
                                             : coordinate[d];
}

const char* nearest(const Texture& t, const TexturePoint& at) {
  int index[3] = {0, 0, 0};
  for (int d = 0; d < at.dimensions; ++d)
    index[d] = static_cast<int>(std::floor(in_elements(t, at, d)));
  return element_at(t, index, at.dimensions, at.layer);
}

/// The mean of the 2, 4 or 8 elements around the point, weighted by their nearness.
void interpolate(const Texture& t, const TexturePoint& at, float (&value)[4]) {
  int first[3] = {0, 0, 0};
  float weight[3] = {0, 0, 0};
  for (int d = 0; d < at.dimensions; ++d) {
    const float place = in_elements(t, at, d) - 0.5F;
    first[d] = static_cast<int>(std::floor(place));
    weight[d] = std::floor((place - std::floor(place)) * 256 + 0.5F) / 256;
  }
  std::fill_n(value, 4, 0.0F);
  for (int corner = 0; corner < 1 << at.dimensions; ++corner) {
    float share = 1;
    int index[3] = {0, 0, 0};
    for (int d = 0; d < at.dimensions; ++d) {
      const int far = corner >> d & 1;
      index[d] = first[d] + far;
      share *= far != 0 ? weight[d] : 1 - weight[d];
    }
    float element[4];
    unpack(t, element_at(t, index, at.dimensions, at.layer), element);
    for (int i = 0; i < 4; ++i) value[i] += share * element[i];
  }
}

/// The element with a number; null beyond the end.
const char* numbered(const Texture& t, int number) {
  return number < 0 || number >= t.size[0] ? nullptr
                                           : t.data + static_cast<std::size_t>(number) * t.element;
}

void copy_element(const Texture& t, const char* element, void* value, std::size_t size) {
  std::memset(value, 0, size);
  if (element != nullptr) std::memcpy(value, element, std::min(size, t.element));
}

}  // namespace

bool texture_converts(cudaTextureObject_t texture) {
  const Texture& t = texture_of(texture);
  return normalizes(t) || t.description.filterMode == cudaFilterModeLinear ||
         (t.format.f == cudaChannelFormatKindFloat && t.format.x == 16);
}

void sample_texture(cudaTextureObject_t texture, const TexturePoint& at, float (&value)[4]) {
  const Texture& t = texture_of(texture);
  if (t.description.filterMode == cudaFilterModeLinear) {
    interpolate(t, at, value);
  } else {
    unpack(t, nearest(t, at), value);
  }
}

void read_texel(cudaTextureObject_t texture,
                const TexturePoint& at,
                void* value,
                std::size_t size) {
  const Texture& t = texture_of(texture);
  copy_element(t, nearest(t, at), value, size);
}

void fetch_element(cudaTextureObject_t texture, int number, void* value, std::size_t size) {
  const Texture& t = texture_of(texture);
  copy_element(t, numbered(t, number), value, size);
}

void fetch_normalized(cudaTextureObject_t texture, int number, float (&value)[4]) {
  const Texture& t = texture_of(texture);
  const char* element = numbered(t, number);
  std::fill_n(value, 4, 0.0F);
  if (element != nullptr) unpack(t, element, value);
}

TexturePoint cube_point(float x, float y, float z) {
  const float along[3] = {std::fabs(x), std::fabs(y), std::fabs(z)};
  const int axis = along[0] >= along[1] && along[0] >= along[2] ? 0 : along[1] >= along[2] ? 1 : 2;
  const float main[3] = {x, y, z};
  const bool back = main[axis] < 0;
  const float s = axis == 0 ? (back ? z : -z) : axis == 1 ? x : (back ? -x : x);
  const float t = axis == 1 ? (back ? -z : z) : -y;
  return {2, (s / along[axis] + 1) / 2, (t / along[axis] + 1) / 2, 0, 2 * axis + (back ? 1 : 0)};
}

void* surface_element(cudaSurfaceObject_t surface,
                      int x,
                      int y,
                      int z,
                      std::size_t size,
                      cudaSurfaceBoundaryMode mode) {
  const Texture& t = texture_of(surface);
  const int width = static_cast<int>(t.pitch);
  const int bytes = static_cast<int>(size);
  const bool inside = x >= 0 && x + bytes <= width && y >= 0 && y < t.size[1] && z >= 0 &&
                      z < std::max(t.size[2], t.layers);
  if (!inside) {
    if (mode == cudaBoundaryModeZero) return nullptr;
    if (mode == cudaBoundaryModeTrap) stop_launch(cudaErrorLaunchFailure);
    x = std::clamp(x, 0, width - bytes);
    y = std::clamp(y, 0, t.size[1] - 1);
    z = std::clamp(z, 0, std::max(t.size[2], t.layers) - 1);
  }
  return t.data + static_cast<std::size_t>(z) * t.slice + static_cast<std::size_t>(y) * t.pitch +
         static_cast<std::size_t>(x);
}

}  // namespace simt
