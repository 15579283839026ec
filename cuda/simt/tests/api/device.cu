// SPDX-License-Identifier: Apache-2.0
// The device: count, properties, attributes, limits, versions.
#include <cstring>

#include "check.hpp"

int main() {
  int count = 0;
  OK(cudaGetDeviceCount(&count));
  EXPECT(count >= 1);
  OK(cudaSetDevice(0));
  int device = -1;
  OK(cudaGetDevice(&device));
  EXPECT(device == 0);
  cudaDeviceProp properties;
  OK(cudaGetDeviceProperties(&properties, 0));
  EXPECT(properties.warpSize == 32 && properties.maxThreadsPerBlock == 1024);
  EXPECT(std::strlen(properties.name) > 0 && properties.totalGlobalMem > (size_t{1} << 30));
  const auto attribute = [](cudaDeviceAttr which) {
    int value = -1;
    OK(cudaDeviceGetAttribute(&value, which, 0));
    return value;
  };
  EXPECT(attribute(cudaDevAttrWarpSize) == 32);
  EXPECT(attribute(cudaDevAttrMultiProcessorCount) == properties.multiProcessorCount);
  EXPECT(attribute(cudaDevAttrComputeCapabilityMajor) == properties.major);
  EXPECT(attribute(cudaDevAttrMaxSharedMemoryPerBlock) == 49152);
  EXPECT(attribute(cudaDevAttrComputeMode) == cudaComputeModeDefault);
  EXPECT(attribute(cudaDevAttrClockRate) > 0);
  size_t limit = 0;
  OK(cudaDeviceSetLimit(cudaLimitPrintfFifoSize, size_t{16} << 20));
  OK(cudaDeviceGetLimit(&limit, cudaLimitPrintfFifoSize));
  EXPECT(limit >= size_t{16} << 20);
  int driver = 0;
  int runtime = 0;
  OK(cudaDriverGetVersion(&driver));
  OK(cudaRuntimeGetVersion(&runtime));
  EXPECT(driver >= runtime && runtime >= 12000);
  char bus[16];
  OK(cudaDeviceGetPCIBusId(bus, sizeof(bus), 0));
  OK(cudaDeviceSynchronize());
  OK(cudaDeviceReset());
  return 0;
}
