// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Kernels as the runtime knows them. The body's entry tells instances of a template apart.

#include <cstddef>

#include "runtime/machine.hpp"
#include "simt/api/launch_types.h"
#include "simt/launch_api.hpp"

namespace simt::api {

/// What cudaFuncSetAttribute has set for the kernel whose bodies begin at `entry`.
struct KernelSettings {
  int max_dynamic_shared = 0;  ///< 0: nothing was set, so 48 KiB
  int carveout = -1;
};

KernelSettings settings_of(void (*entry)(const void* body));

/// What is found by calling a kernel's stub for no other purpose.
struct KernelDescription {
  KernelInfo info = {};
  void (*entry)(const void* body) = nullptr;
};

/// If the calling thread only wants to know the kernel: writes it down and returns true.
bool describing_launch(const Launch& launch);
bool describing();

/// Calls the kernel at `function` with this configuration; cudaErrorInvalidDeviceFunction if nobody knows it.
cudaError_t call_kernel(const void* function,
                        const cudaLaunchConfig_t& config,
                        bool cooperative,
                        void** arguments,
                        Site site);

/// Whether the configuration's attributes ask for a cooperative launch.
bool wants_cooperative(const cudaLaunchConfig_t& config);

}  // namespace simt::api
