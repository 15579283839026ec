// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Texture and surface objects.
#include "runtime/api/texture.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "runtime/api/array.hpp"
#include "runtime/api/error.hpp"
#include "runtime/heap.hpp"
#include "simt/api/textures.h"

using simt::Site;
using simt::Texture;
using simt::api::finish;

namespace {

struct Textures {
  std::mutex lock;
  std::unordered_set<const Texture*> living;
};

Textures& textures() {
  static Textures& the_textures = *new Textures;
  return the_textures;
}

int at_least_one(std::size_t value) { return std::max(static_cast<int>(value), 1); }

std::size_t bytes_of(const cudaChannelFormatDesc& format) {
  return static_cast<std::size_t>(format.x + format.y + format.z + format.w) / 8;
}

void take_array(Texture& texture, const cudaArray& array) {
  const simt::api::Place place = simt::api::place_in(array, {0, 0, 0});
  texture.format = array.desc;
  texture.data = place.address;
  texture.pitch = place.pitch;
  texture.slice = place.slice;
  texture.size[0] = at_least_one(array.extent.width);
  texture.size[1] = at_least_one(array.extent.height);
  texture.size[2] = at_least_one(array.extent.depth);
  texture.layers = texture.size[2];
}

/// False for what is no resource, or one that is not supported.
bool take_resource(Texture& texture, const cudaResourceDesc& resource) {
  texture.resource = resource;
  texture.size[0] = texture.size[1] = texture.size[2] = texture.layers = 1;
  switch (resource.resType) {
    case cudaResourceTypeArray:
      if (resource.res.array.array == nullptr) return false;
      take_array(texture, *resource.res.array.array);
      break;
    case cudaResourceTypeLinear:
      texture.format = resource.res.linear.desc;
      texture.data = static_cast<char*>(resource.res.linear.devPtr);
      if (bytes_of(texture.format) == 0) return false;
      texture.size[0] =
          static_cast<int>(resource.res.linear.sizeInBytes / bytes_of(texture.format));
      break;
    case cudaResourceTypePitch2D:
      texture.format = resource.res.pitch2D.desc;
      texture.data = static_cast<char*>(resource.res.pitch2D.devPtr);
      texture.pitch = resource.res.pitch2D.pitchInBytes;
      texture.size[0] = at_least_one(resource.res.pitch2D.width);
      texture.size[1] = at_least_one(resource.res.pitch2D.height);
      break;
    default:
      return false;
  }
  texture.element = bytes_of(texture.format);
  return texture.element != 0 && simt::living_allocation(texture.data) != nullptr;
}

cudaError_t create(unsigned long long* object,
                   const cudaResourceDesc* resource,
                   const cudaTextureDesc& description,
                   const char* call,
                   Site site) {
  SIMT_RETURN_IF_BROKEN();
  Texture made = {};
  if (object == nullptr || resource == nullptr || !take_resource(made, *resource)) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  made.description = description;
  const auto* kept = new Texture(made);
  const std::lock_guard lock(textures().lock);
  textures().living.insert(kept);
  *object = reinterpret_cast<std::size_t>(kept);
  return cudaSuccess;
}

cudaError_t destroy(unsigned long long object, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const Texture* texture = &simt::texture_of(object);
  const std::lock_guard lock(textures().lock);
  if (textures().living.erase(texture) == 0) return finish(cudaErrorInvalidValue, call, site);
  delete texture;
  return cudaSuccess;
}

}  // namespace

cudaError_t cudaCreateTextureObject(cudaTextureObject_t* object,
                                    const cudaResourceDesc* resource,
                                    const cudaTextureDesc* description,
                                    const cudaResourceViewDesc* view,
                                    Site site) {
  const char* const call = "cudaCreateTextureObject";
  if (view != nullptr) return finish(cudaErrorNotSupported, call, site);
  if (description == nullptr) return finish(cudaErrorInvalidValue, call, site);
  return create(object, resource, *description, call, site);
}

cudaError_t cudaDestroyTextureObject(cudaTextureObject_t object, Site site) {
  return object == 0 ? cudaSuccess : destroy(object, "cudaDestroyTextureObject", site);
}

cudaError_t cudaGetTextureObjectResourceDesc(cudaResourceDesc* resource,
                                             cudaTextureObject_t object,
                                             Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (resource == nullptr || object == 0) {
    return finish(cudaErrorInvalidValue, "cudaGetTextureObjectResourceDesc", site);
  }
  *resource = simt::texture_of(object).resource;
  return cudaSuccess;
}

cudaError_t cudaGetTextureObjectTextureDesc(cudaTextureDesc* description,
                                            cudaTextureObject_t object,
                                            Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (description == nullptr || object == 0) {
    return finish(cudaErrorInvalidValue, "cudaGetTextureObjectTextureDesc", site);
  }
  *description = simt::texture_of(object).description;
  return cudaSuccess;
}

cudaError_t cudaCreateSurfaceObject(cudaSurfaceObject_t* object,
                                    const cudaResourceDesc* resource,
                                    Site site) {
  if (resource != nullptr && resource->resType != cudaResourceTypeArray) {
    return finish(cudaErrorInvalidValue, "cudaCreateSurfaceObject", site);
  }
  return create(object, resource, {}, "cudaCreateSurfaceObject", site);
}

cudaError_t cudaDestroySurfaceObject(cudaSurfaceObject_t object, Site site) {
  return object == 0 ? cudaSuccess : destroy(object, "cudaDestroySurfaceObject", site);
}
