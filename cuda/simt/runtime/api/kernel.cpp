// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Kernels by address: launches, attributes.
#include "runtime/api/kernel.hpp"

#include <mutex>
#include <unordered_map>
#include <vector>

#include "runtime/api/device.hpp"
#include "runtime/api/error.hpp"
#include "runtime/launch.hpp"
#include "simt/api/errors.h"
#include "simt/api/functions.h"

using simt::Site;
using simt::api::finish;

namespace simt {
namespace {

using Entry = void (*)(const void* body);

struct Kernels {
  std::mutex lock;
  std::unordered_map<const void*, KernelType> types;  // by the stub's address
  std::unordered_map<Entry, api::KernelSettings> settings;
};

Kernels& kernels() {
  static Kernels& the_kernels = *new Kernels;
  return the_kernels;
}

thread_local api::KernelDescription* wanted = nullptr;

const KernelType* find_kernel(const void* address) {
  const std::lock_guard lock(kernels().lock);
  const auto found = kernels().types.find(address);
  return found == kernels().types.end() ? nullptr : &found->second;
}

/// Calls the stub with arguments of zeros; it gets no further than describing_launch().
bool describe(const void* address, api::KernelDescription& description) {
  const KernelType* type = find_kernel(address);
  if (type == nullptr) return false;
  std::vector<std::max_align_t> zeros(type->largest_parameter / sizeof(std::max_align_t) + 17);
  // Parameters may be aligned to up to 128 bytes.
  const auto place = (reinterpret_cast<std::uintptr_t>(zeros.data()) + 127) / 128 * 128;
  std::vector<void*> arguments(type->parameters + 1, reinterpret_cast<void*>(place));
  wanted = &description;
  configure(dim3{1, 1, 1}, dim3{1, 1, 1}, 0, nullptr, {"", 0});
  type->call(address, arguments.data());
  wanted = nullptr;
  return true;
}

}  // namespace

void register_kernel(const void* address, const KernelType& type) {
  const std::lock_guard lock(kernels().lock);
  kernels().types.emplace(address, type);
}

namespace api {

KernelSettings settings_of(Entry entry) {
  const std::lock_guard lock(kernels().lock);
  const auto found = kernels().settings.find(entry);
  return found == kernels().settings.end() ? KernelSettings{} : found->second;
}

bool describing() { return wanted != nullptr; }

bool describing_launch(const Launch& launch) {
  if (wanted == nullptr) return false;
  *wanted = {launch.kernel, launch.body.entry};
  return true;
}

bool wants_cooperative(const cudaLaunchConfig_t& config) {
  for (unsigned i = 0; i < config.numAttrs; ++i) {
    const cudaLaunchAttribute& attribute = config.attrs[i];
    if (attribute.id == cudaLaunchAttributeCooperative && attribute.val.cooperative != 0)
      return true;
  }
  return false;
}

cudaError_t call_kernel(const void* function,
                        const cudaLaunchConfig_t& config,
                        bool cooperative,
                        void** arguments,
                        Site site) {
  const KernelType* type = find_kernel(function);
  if (type == nullptr) return cudaErrorInvalidDeviceFunction;
  if (arguments == nullptr && type->parameters != 0) return cudaErrorInvalidValue;
  configure(config.gridDim, config.blockDim, config.dynamicSmemBytes, config.stream, site);
  if (cooperative) make_cooperative();
  // The stub leaves its error as the last one; what was there before must not be taken for it.
  const cudaError_t before = cudaPeekAtLastError();
  set_last_error(0);
  type->call(function, arguments);
  const cudaError_t error = cudaPeekAtLastError();
  if (error == cudaSuccess) set_last_error(before);
  return error;
}

}  // namespace api
}  // namespace simt

namespace {

/// A launch's own error was reported and kept where it arose; a fault of the kernel is for the next call.
cudaError_t launch_by_address(const void* function,
                              const cudaLaunchConfig_t& config,
                              bool cooperative,
                              void** arguments,
                              const char* call,
                              Site site) {
  SIMT_RETURN_IF_BROKEN();
  const simt::KernelType* type = simt::find_kernel(function);
  if (type == nullptr) return finish(cudaErrorInvalidDeviceFunction, call, site);
  if (arguments == nullptr && type->parameters != 0) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  const cudaError_t error = simt::api::call_kernel(function, config, cooperative, arguments, site);
  return simt::sticky_error() != 0 ? cudaSuccess : error;
}

}  // namespace

cudaError_t cudaLaunchKernel(const void* function,
                             dim3 grid,
                             dim3 block,
                             void** arguments,
                             size_t shared,
                             cudaStream_t stream,
                             Site site) {
  return launch_by_address(function, {grid, block, shared, stream, nullptr, 0}, false, arguments,
                           "cudaLaunchKernel", site);
}

cudaError_t cudaLaunchCooperativeKernel(const void* function,
                                        dim3 grid,
                                        dim3 block,
                                        void** arguments,
                                        size_t shared,
                                        cudaStream_t stream,
                                        Site site) {
  return launch_by_address(function, {grid, block, shared, stream, nullptr, 0}, true, arguments,
                           "cudaLaunchCooperativeKernel", site);
}

cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config,
                                const void* function,
                                void** arguments,
                                Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (config == nullptr) return finish(cudaErrorInvalidValue, "cudaLaunchKernelExC", site);
  return launch_by_address(function, *config, simt::api::wants_cooperative(*config), arguments,
                           "cudaLaunchKernelExC", site);
}

cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void* function, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (attributes == nullptr) return finish(cudaErrorInvalidValue, "cudaFuncGetAttributes", site);
  simt::api::KernelDescription kernel;
  if (!simt::describe(function, kernel)) {
    return finish(cudaErrorInvalidDeviceFunction, "cudaFuncGetAttributes", site);
  }
  const simt::api::KernelSettings settings = simt::api::settings_of(kernel.entry);
  const cudaDeviceProp& p = simt::device();
  const int bound = static_cast<int>(kernel.info.max_threads);
  *attributes = {};
  attributes->maxThreadsPerBlock =
      bound != 0 && bound < p.maxThreadsPerBlock ? bound : p.maxThreadsPerBlock;
  attributes->numRegs = static_cast<int>(simt::kAssumedRegisters);
  attributes->ptxVersion = attributes->binaryVersion = p.major * 10 + p.minor;
  attributes->maxDynamicSharedSizeBytes = settings.max_dynamic_shared != 0
                                              ? settings.max_dynamic_shared
                                              : static_cast<int>(p.sharedMemPerBlock);
  attributes->preferredShmemCarveout = settings.carveout;
  return cudaSuccess;
}

cudaError_t cudaFuncSetAttribute(const void* function,
                                 cudaFuncAttribute attribute,
                                 int value,
                                 Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaFuncSetAttribute";
  simt::api::KernelDescription kernel;
  if (!simt::describe(function, kernel)) return finish(cudaErrorInvalidDeviceFunction, call, site);
  const int optin = static_cast<int>(simt::device().sharedMemPerBlockOptin);
  const bool of_size = attribute == cudaFuncAttributeMaxDynamicSharedMemorySize;
  const bool of_carveout = attribute == cudaFuncAttributePreferredSharedMemoryCarveout;
  if (attribute < cudaFuncAttributeMaxDynamicSharedMemorySize ||
      attribute >= cudaFuncAttributeMax || (of_size && (value < 0 || value > optin)) ||
      (of_carveout && (value < -1 || value > 100))) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  const std::lock_guard lock(simt::kernels().lock);
  simt::api::KernelSettings& settings = simt::kernels().settings[kernel.entry];
  if (of_size) settings.max_dynamic_shared = value;
  if (of_carveout) settings.carveout = value;
  return cudaSuccess;
}

cudaError_t cudaFuncSetCacheConfig(const void* function, cudaFuncCache, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const bool known = simt::find_kernel(function) != nullptr;
  return finish(known ? cudaSuccess : cudaErrorInvalidDeviceFunction, "cudaFuncSetCacheConfig",
                site);
}

cudaError_t cudaFuncSetSharedMemConfig(const void* function, cudaSharedMemConfig, Site site) {
  return cudaFuncSetCacheConfig(function, cudaFuncCachePreferNone, site);
}

cudaError_t cudaFuncGetName(const char** name, const void* function, Site site) {
  SIMT_RETURN_IF_BROKEN();
  simt::api::KernelDescription kernel;
  if (name == nullptr || !simt::describe(function, kernel)) {
    return finish(cudaErrorInvalidValue, "cudaFuncGetName", site);
  }
  *name = kernel.info.name;
  return cudaSuccess;
}
