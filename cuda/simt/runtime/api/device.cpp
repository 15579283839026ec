// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The device calls: properties, attributes, limits, synchronisation, reset, peers, versions.
#include "runtime/api/device.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>

#include "runtime/api/error.hpp"
#include "runtime/api/stream.hpp"
#include "runtime/check/events.hpp"
#include "runtime/heap.hpp"
#include "runtime/launch.hpp"
#include "runtime/machine.hpp"
#include "simt/api/device.h"

using simt::Site;
using simt::api::finish;

namespace {

constexpr int kLimits = 7;

/// What the real runtime starts with on the default device.
std::array<std::atomic<std::size_t>, kLimits> limits = {1024, 6553600, 8388608, 2, 2048, 128, 0};
std::atomic<unsigned> flags{cudaDeviceScheduleAuto};
std::atomic<int> cache_config{cudaFuncCachePreferNone};
std::atomic<int> bank_size{cudaSharedMemBankSizeFourByte};

cudaError_t device_exists(int number, const char* call, Site site) {
  return finish(number == 0 ? cudaSuccess : cudaErrorInvalidDevice, call, site);
}

/// Hands out a value, or complains that there is nowhere to put it.
template <class T>
cudaError_t give(T* to, T value, const char* call, Site site) {
  if (to == nullptr) return finish(cudaErrorInvalidValue, call, site);
  *to = value;
  return cudaSuccess;
}

}  // namespace

cudaError_t cudaGetDeviceCount(int* count, Site site) {
  return give(count, 1, "cudaGetDeviceCount", site);
}

cudaError_t cudaGetDevice(int* number, Site site) { return give(number, 0, "cudaGetDevice", site); }

cudaError_t cudaSetDevice(int number, Site site) {
  SIMT_RETURN_IF_BROKEN();
  return device_exists(number, "cudaSetDevice", site);
}

cudaError_t cudaInitDevice(int number, unsigned, unsigned, Site site) {
  return device_exists(number, "cudaInitDevice", site);
}

cudaError_t cudaSetValidDevices(int* numbers, int count, Site site) {
  const bool good = count == 0 || (count == 1 && numbers != nullptr && *numbers == 0);
  return finish(good ? cudaSuccess : cudaErrorInvalidDevice, "cudaSetValidDevices", site);
}

cudaError_t cudaChooseDevice(int* number, const cudaDeviceProp* wanted, Site site) {
  if (wanted == nullptr) return finish(cudaErrorInvalidValue, "cudaChooseDevice", site);
  return give(number, 0, "cudaChooseDevice", site);
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* prop, int number, Site site) {
  if (number != 0) return finish(cudaErrorInvalidDevice, "cudaGetDeviceProperties", site);
  return give(prop, simt::device(), "cudaGetDeviceProperties", site);
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int number, Site site) {
  if (number != 0) return finish(cudaErrorInvalidDevice, "cudaDeviceGetAttribute", site);
  if (value == nullptr) return finish(cudaErrorInvalidValue, "cudaDeviceGetAttribute", site);
  const cudaDeviceProp& p = simt::device();
  switch (static_cast<int>(attribute)) {
#define SIMT_ATTRIBUTE(name, number, expression) \
  case number:                                   \
    *value = static_cast<int>(expression);       \
    return cudaSuccess;
#include "simt/api/attributes.inc"
#undef SIMT_ATTRIBUTE
    default:
      return finish(cudaErrorInvalidValue, "cudaDeviceGetAttribute", site);
  }
}

cudaError_t cudaSetDeviceFlags(unsigned value, Site site) {
  if ((value & ~unsigned{cudaDeviceMask}) != 0) {
    return finish(cudaErrorInvalidValue, "cudaSetDeviceFlags", site);
  }
  flags = value;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceFlags(unsigned* value, Site site) {
  return give(value, flags.load() | cudaDeviceMapHost, "cudaGetDeviceFlags", site);
}

cudaError_t cudaDeviceSynchronize(Site site) {
  SIMT_RETURN_IF_BROKEN();
  return finish(simt::api::synchronize_device(), "cudaDeviceSynchronize", site);
}

cudaError_t cudaDeviceReset(Site) {
  simt::api::synchronize_device();
  // A checked program still wants to know at its end what was never freed.
  if (simt::checked) {
    const simt::CheckerTurn turn;
    simt::check::device_reset();
  } else {
    simt::release_all();
  }
  simt::forget_errors();
  return cudaSuccess;
}

cudaError_t cudaDeviceSetLimit(cudaLimit limit, size_t value, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const auto index = static_cast<unsigned>(limit);
  if (index >= kLimits) return finish(cudaErrorUnsupportedLimit, "cudaDeviceSetLimit", site);
  limits[index] = value;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit, Site site) {
  const auto index = static_cast<unsigned>(limit);
  if (index >= kLimits) return finish(cudaErrorUnsupportedLimit, "cudaDeviceGetLimit", site);
  return give(value, limits[index].load(), "cudaDeviceGetLimit", site);
}

cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache config, Site) {
  cache_config = config;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetCacheConfig(cudaFuncCache* config, Site site) {
  return give(config, static_cast<cudaFuncCache>(cache_config.load()), "cudaDeviceGetCacheConfig",
              site);
}

cudaError_t cudaDeviceSetSharedMemConfig(cudaSharedMemConfig config, Site) {
  bank_size = config;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetSharedMemConfig(cudaSharedMemConfig* config, Site site) {
  return give(config, static_cast<cudaSharedMemConfig>(bank_size.load()),
              "cudaDeviceGetSharedMemConfig", site);
}

cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest, Site) {
  if (least != nullptr) *least = simt::api::kLeastPriority;
  if (greatest != nullptr) *greatest = simt::api::kGreatestPriority;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetPCIBusId(char* text, int length, int number, Site site) {
  if (text == nullptr || length < 13) {
    return finish(cudaErrorInvalidValue, "cudaDeviceGetPCIBusId", site);
  }
  std::snprintf(text, static_cast<std::size_t>(length), "0000:00:04.0");
  return device_exists(number, "cudaDeviceGetPCIBusId", site);
}

cudaError_t cudaDeviceGetByPCIBusId(int* number, const char* text, Site site) {
  if (text == nullptr || std::strstr("0000:00:04.0", text) == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaDeviceGetByPCIBusId", site);
  }
  return give(number, 0, "cudaDeviceGetByPCIBusId", site);
}

cudaError_t cudaDeviceCanAccessPeer(int* can, int number, int peer, Site site) {
  if (number != 0 || peer != 0)
    return finish(cudaErrorInvalidDevice, "cudaDeviceCanAccessPeer", site);
  return give(can, 0, "cudaDeviceCanAccessPeer", site);
}

cudaError_t cudaDeviceEnablePeerAccess(int, unsigned, Site site) {
  return finish(cudaErrorInvalidDevice, "cudaDeviceEnablePeerAccess", site);
}

cudaError_t cudaDeviceDisablePeerAccess(int number, Site site) {
  const auto error = number == 0 ? cudaErrorPeerAccessNotEnabled : cudaErrorInvalidDevice;
  return finish(error, "cudaDeviceDisablePeerAccess", site);
}

cudaError_t cudaDeviceGetP2PAttribute(int*, cudaDeviceP2PAttr, int, int, Site site) {
  return finish(cudaErrorInvalidDevice, "cudaDeviceGetP2PAttribute", site);
}

cudaError_t cudaDriverGetVersion(int* version, Site site) {
  return give(version, 13000, "cudaDriverGetVersion", site);
}

cudaError_t cudaRuntimeGetVersion(int* version, Site site) {
  return give(version, 13000, "cudaRuntimeGetVersion", site);
}

cudaError_t cudaProfilerStart(Site) { return cudaSuccess; }
cudaError_t cudaProfilerStop(Site) { return cudaSuccess; }

// The names of the first versions.
cudaError_t cudaThreadSynchronize(Site site) { return cudaDeviceSynchronize(site); }
cudaError_t cudaThreadExit(Site site) { return cudaDeviceReset(site); }
cudaError_t cudaThreadSetLimit(cudaLimit limit, size_t value, Site site) {
  return cudaDeviceSetLimit(limit, value, site);
}
cudaError_t cudaThreadGetLimit(size_t* value, cudaLimit limit, Site site) {
  return cudaDeviceGetLimit(value, limit, site);
}
cudaError_t cudaThreadSetCacheConfig(cudaFuncCache config, Site site) {
  return cudaDeviceSetCacheConfig(config, site);
}
