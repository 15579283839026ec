// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Memory pools: handles and attributes. All memory comes from the one heap, and nothing is kept back.
#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_set>

#include "runtime/api/error.hpp"
#include "runtime/heap.hpp"
#include "simt/api/memory.h"

using simt::Site;
using simt::api::finish;

/// What a cudaMemPool_t points to: the values that were set, by attribute.
struct CUmemPoolHandle_st {
  std::array<std::uint64_t, cudaMemPoolAttrUsedMemHigh + 1> values = {0, 1, 1, 1};
};

namespace {

struct Pools {
  std::mutex lock;
  CUmemPoolHandle_st standard;
  CUmemPoolHandle_st* current = &standard;
  std::unordered_set<CUmemPoolHandle_st*> living = {&standard};
};

Pools& pools() {
  static Pools& the_pools = *new Pools;
  return the_pools;
}

bool exists(cudaMemPool_t pool) {
  const std::lock_guard lock(pools().lock);
  return pools().living.count(pool) != 0;
}

cudaError_t give(cudaMemPool_t* to, cudaMemPool_t pool, int device, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (device != 0) return finish(cudaErrorInvalidDevice, call, site);
  if (to == nullptr) return finish(cudaErrorInvalidValue, call, site);
  *to = pool;
  return cudaSuccess;
}

bool takes_int(cudaMemPoolAttr attribute) {
  return attribute <= cudaMemPoolReuseAllowInternalDependencies;
}

}  // namespace

cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* pool, int device, Site site) {
  return give(pool, &pools().standard, device, "cudaDeviceGetDefaultMemPool", site);
}

cudaError_t cudaDeviceGetMemPool(cudaMemPool_t* pool, int device, Site site) {
  return give(pool, pools().current, device, "cudaDeviceGetMemPool", site);
}

cudaError_t cudaDeviceSetMemPool(int device, cudaMemPool_t pool, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (device != 0 || !exists(pool))
    return finish(cudaErrorInvalidValue, "cudaDeviceSetMemPool", site);
  pools().current = pool;
  return cudaSuccess;
}

cudaError_t cudaMemPoolCreate(cudaMemPool_t* pool, const cudaMemPoolProps* properties, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (pool == nullptr || properties == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaMemPoolCreate", site);
  }
  const std::lock_guard lock(pools().lock);
  *pool = *pools().living.insert(new CUmemPoolHandle_st).first;
  return cudaSuccess;
}

cudaError_t cudaMemPoolDestroy(cudaMemPool_t pool, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(pool) || pool == &pools().standard) {
    return finish(cudaErrorInvalidValue, "cudaMemPoolDestroy", site);
  }
  const std::lock_guard lock(pools().lock);
  pools().living.erase(pool);
  if (pools().current == pool) pools().current = &pools().standard;
  delete pool;
  return cudaSuccess;
}

cudaError_t cudaMemPoolTrimTo(cudaMemPool_t pool, size_t, Site site) {
  SIMT_RETURN_IF_BROKEN();
  return finish(exists(pool) ? cudaSuccess : cudaErrorInvalidValue, "cudaMemPoolTrimTo", site);
}

cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t pool,
                                    cudaMemPoolAttr attribute,
                                    void* value,
                                    Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(pool) || value == nullptr || attribute < 1 ||
      attribute > cudaMemPoolAttrUsedMemHigh) {
    return finish(cudaErrorInvalidValue, "cudaMemPoolSetAttribute", site);
  }
  const std::lock_guard lock(pools().lock);
  pool->values[attribute] = takes_int(attribute)
                                ? static_cast<std::uint64_t>(*static_cast<int*>(value))
                                : *static_cast<std::uint64_t*>(value);
  return cudaSuccess;
}

cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t pool,
                                    cudaMemPoolAttr attribute,
                                    void* value,
                                    Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (!exists(pool) || value == nullptr || attribute < 1 ||
      attribute > cudaMemPoolAttrUsedMemHigh) {
    return finish(cudaErrorInvalidValue, "cudaMemPoolGetAttribute", site);
  }
  if (takes_int(attribute)) {
    *static_cast<int*>(value) = static_cast<int>(pool->values[attribute]);
    return cudaSuccess;
  }
  const bool of_memory = attribute >= cudaMemPoolAttrReservedMemCurrent;
  *static_cast<std::uint64_t*>(value) =
      of_memory ? simt::device_bytes_used() : pool->values[attribute];
  return cudaSuccess;
}

cudaError_t cudaMemPoolSetAccess(cudaMemPool_t pool, const cudaMemAccessDesc*, size_t, Site site) {
  SIMT_RETURN_IF_BROKEN();
  return finish(exists(pool) ? cudaSuccess : cudaErrorInvalidValue, "cudaMemPoolSetAccess", site);
}

cudaError_t cudaMemPoolGetAccess(cudaMemAccessFlags* flags,
                                 cudaMemPool_t pool,
                                 cudaMemLocation*,
                                 Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (flags == nullptr || !exists(pool)) {
    return finish(cudaErrorInvalidValue, "cudaMemPoolGetAccess", site);
  }
  *flags = cudaMemAccessFlagsProtReadWrite;
  return cudaSuccess;
}
