// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @brief How these programs check themselves, in kernels and in host code.
#include <cstdio>

#include <cuda_runtime.h>

__device__ unsigned wrong_on_device = 0;
static unsigned wrong_on_host = 0;

__device__ inline void count_wrong_on_device() { atomicAdd(&wrong_on_device, 1U); }

/// In a kernel: the condition must hold.
#define EXPECT(condition)                                    \
  do {                                                       \
    if (!(condition)) {                                      \
      count_wrong_on_device();                               \
      printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
    }                                                        \
  } while (false)

/// The same in host code.
#define EXPECT_ON_HOST(condition)                                 \
  do {                                                            \
    if (!(condition)) {                                           \
      ++wrong_on_host;                                            \
      std::printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
    }                                                             \
  } while (false)

/// Whether two values have the same bytes (NaNs, signed zeros).
template <class T>
__host__ __device__ bool same_bits(T a, T b) {
  const auto* x = reinterpret_cast<const unsigned char*>(&a);
  const auto* y = reinterpret_cast<const unsigned char*>(&b);
  for (size_t i = 0; i < sizeof(T); ++i) {
    if (x[i] != y[i]) return false;
  }
  return true;
}

/// The status to end with: 0 if all launches ran and all conditions held.
static int verdict() {
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) {
    std::printf("%s\n", cudaGetErrorString(error));
    return 2;
  }
  unsigned wrong = 0;
  cudaMemcpyFromSymbol(&wrong, wrong_on_device, sizeof(wrong));
  return wrong + wrong_on_host == 0 ? 0 : 3;
}
