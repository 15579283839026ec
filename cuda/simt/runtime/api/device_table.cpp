// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The figures of the four devices, as cudaGetDeviceProperties gives them on the hardware.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/api/device.hpp"

namespace simt {
namespace {

/// What differs between the devices.
struct Figures {
  const char* key;
  const char* name;
  int major;
  int minor;
  int processors;
  std::size_t memory;        // bytes
  int clock;                 // kHz
  int memory_clock;          // kHz
  int bus;                   // bits
  int l2;                    // bytes
  int persisting_l2;         // bytes
  std::size_t shared_sm;     // bytes of a multiprocessor
  std::size_t shared_optin;  // bytes of a block at most
  int threads_sm;
  int blocks_sm;
  int double_ratio;  // fp32 : fp64
  int ecc;
};

// clang-format off
constexpr Figures kDevices[] = {
    {"a100", "NVIDIA A100-SXM4-80GB", 8, 0, 108, 85198045184, 1410000, 1593000, 5120, 41943040, 26214400, 167936, 166912, 2048, 32, 2, 1},
    {"h100", "NVIDIA H100 80GB HBM3", 9, 0, 132, 84942979072, 1980000, 2619000, 5120, 52428800, 32768000, 233472, 232448, 2048, 32, 2, 1},
    {"rtx4090", "NVIDIA GeForce RTX 4090", 8, 9, 128, 25393692672, 2520000, 10501000, 384, 75497472, 51904512, 102400, 101376, 1536, 24, 64, 0},
    {"t4", "Tesla T4", 7, 5, 40, 15843721216, 1590000, 5001000, 256, 4194304, 0, 65536, 65536, 1024, 16, 32, 1},
};
// clang-format on

const Figures& chosen() {
  const char* wanted = std::getenv("SIMT_DEVICE");
  if (wanted == nullptr || *wanted == '\0') return kDevices[0];
  for (const Figures& each : kDevices) {
    if (std::strcmp(each.key, wanted) == 0) return each;
  }
  std::fprintf(stderr, "simt: error: SIMT_DEVICE=%s: t4, a100, h100 or rtx4090\n", wanted);
  std::_Exit(2);
}

template <std::size_t N>
void fill(int (&field)[N], const int (&values)[N]) {
  std::memcpy(field, values, sizeof(field));
}

/// Limits of textures and surfaces: the same on all four.
void set_texture_limits(cudaDeviceProp& p) {
  p.textureAlignment = 512;
  p.texturePitchAlignment = 32;
  p.surfaceAlignment = 512;
  p.maxTexture1D = 131072;
  p.maxTexture1DMipmap = 32768;
  p.maxTexture1DLinear = 268435456;
  fill(p.maxTexture2D, {131072, 65536});
  fill(p.maxTexture2DMipmap, {32768, 32768});
  fill(p.maxTexture2DLinear, {131072, 65000, 2097120});
  fill(p.maxTexture2DGather, {32768, 32768});
  fill(p.maxTexture3D, {16384, 16384, 16384});
  fill(p.maxTexture3DAlt, {8192, 8192, 32768});
  p.maxTextureCubemap = 32768;
  fill(p.maxTexture1DLayered, {32768, 2048});
  fill(p.maxTexture2DLayered, {32768, 32768, 2048});
  fill(p.maxTextureCubemapLayered, {32768, 2046});
  p.maxSurface1D = 32768;
  fill(p.maxSurface2D, {131072, 65536});
  fill(p.maxSurface3D, {16384, 16384, 16384});
  fill(p.maxSurface1DLayered, {32768, 2048});
  fill(p.maxSurface2DLayered, {32768, 32768, 2048});
  p.maxSurfaceCubemap = 32768;
  fill(p.maxSurfaceCubemapLayered, {32768, 2046});
}

/// What all four can and cannot do.
void set_abilities(cudaDeviceProp& p) {
  p.deviceOverlap = 1;
  p.canMapHostMemory = 1;
  p.computeMode = cudaComputeModeDefault;
  p.concurrentKernels = 1;
  p.unifiedAddressing = 1;
  p.streamPrioritiesSupported = 1;
  p.globalL1CacheSupported = 1;
  p.localL1CacheSupported = 1;
  p.managedMemory = 1;
  p.concurrentManagedAccess = 1;
  p.computePreemptionSupported = 1;
  p.canUseHostPointerForRegisteredMem = 1;
  p.cooperativeLaunch = 1;
  p.cooperativeMultiDeviceLaunch = 1;
  p.hostRegisterSupported = 1;
  p.sparseCudaArraySupported = 1;
  p.hostRegisterReadOnlySupported = 1;
  p.timelineSemaphoreInteropSupported = 1;
  p.memoryPoolsSupported = 1;
  p.memoryPoolSupportedHandleTypes = 1;
  p.deferredMappingCudaArraySupported = 1;
  p.ipcEventSupported = 1;
  p.unifiedFunctionPointers = 1;
  p.deviceNumaId = -1;
  p.hostNumaId = -1;
}

cudaDeviceProp properties(const Figures& figures) {
  cudaDeviceProp p = {};
  std::snprintf(p.name, sizeof(p.name), "%s", figures.name);
  std::snprintf(p.uuid.bytes, sizeof(p.uuid.bytes), "simt-%s", figures.key);
  p.major = figures.major;
  p.minor = figures.minor;
  p.multiProcessorCount = figures.processors;
  p.totalGlobalMem = figures.memory;
  p.clockRate = figures.clock;
  p.memoryClockRate = figures.memory_clock;
  p.memoryBusWidth = figures.bus;
  p.l2CacheSize = figures.l2;
  p.persistingL2CacheMaxSize = figures.persisting_l2;
  p.accessPolicyMaxWindowSize = figures.persisting_l2 > 0 ? 134213632 : 0;
  p.sharedMemPerBlock = 49152;
  p.sharedMemPerBlockOptin = figures.shared_optin;
  p.sharedMemPerMultiprocessor = figures.shared_sm;
  p.reservedSharedMemPerBlock = figures.major >= 8 ? 1024 : 0;
  p.regsPerBlock = 65536;
  p.regsPerMultiprocessor = 65536;
  p.warpSize = 32;
  p.memPitch = 2147483647;
  p.maxThreadsPerBlock = 1024;
  p.maxThreadsPerMultiProcessor = figures.threads_sm;
  p.maxBlocksPerMultiProcessor = figures.blocks_sm;
  fill(p.maxThreadsDim, {1024, 1024, 64});
  fill(p.maxGridSize, {2147483647, 65535, 65535});
  p.totalConstMem = 65536;
  p.asyncEngineCount = figures.ecc != 0 ? 3 : 2;
  p.singleToDoublePrecisionPerfRatio = figures.double_ratio;
  p.ECCEnabled = figures.ecc;
  p.pciDeviceID = 4;
  p.clusterLaunch = figures.major >= 9 ? 1 : 0;
  set_texture_limits(p);
  set_abilities(p);
  return p;
}

}  // namespace

const cudaDeviceProp& device() {
  static const cudaDeviceProp the_device = properties(chosen());
  return the_device;
}

}  // namespace simt
