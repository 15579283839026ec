// SPDX-License-Identifier: Apache-2.0
// Calls that fail: what they return, what is remembered, and that they are errors instead of crashes.
#include <cstring>

#include "check.hpp"

__global__ void nothing() {}
__global__ void __launch_bounds__(64) bounded() {}

/// The error is returned, seen without being forgotten, then forgotten.
static void expect_error(cudaError_t error, cudaError_t expected) {
  EXPECT(error == expected);
  EXPECT(cudaPeekAtLastError() == expected);
  EXPECT(cudaGetLastError() == expected);
  EXPECT(cudaGetLastError() == cudaSuccess);
}

static cudaError_t launch(dim3 grid, dim3 block) {
  nothing<<<grid, block>>>();  // expect: apicheck/cudaErrorInvalidConfiguration
  return cudaPeekAtLastError();
}

static void launches() {
  expect_error(launch(dim3(1), dim3(1025)), cudaErrorInvalidConfiguration);
  expect_error(launch(dim3(0), dim3(32)), cudaErrorInvalidConfiguration);
  expect_error(launch(dim3(1), dim3(1, 1, 65)), cudaErrorInvalidConfiguration);
  expect_error(launch(dim3(1, 65536), dim3(1)), cudaErrorInvalidConfiguration);
  OK(launch(dim3(1, 65535), dim3(1)));
  bounded<<<1, 64>>>();
  OK(cudaDeviceSynchronize());
  bounded<<<1, 96>>>();  // expect: apicheck/cudaErrorLaunchOutOfResources
  expect_error(cudaPeekAtLastError(), cudaErrorLaunchOutOfResources);
}

static void dynamic_shared_memory() {
  nothing<<<1, 32, 49152>>>();
  OK(cudaGetLastError());
  nothing<<<1, 32, 49153>>>();  // expect: apicheck/cudaErrorInvalidValue
  expect_error(cudaPeekAtLastError(), cudaErrorInvalidValue);
  OK(cudaFuncSetAttribute(nothing, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536));
  nothing<<<1, 32, 65536>>>();
  OK(cudaGetLastError());
  const auto most = cudaFuncAttributeMaxDynamicSharedMemorySize;
  const auto e =
      cudaFuncSetAttribute(nothing, most, 1 << 20);  // expect: apicheck/cudaErrorInvalidValue
  expect_error(e, cudaErrorInvalidValue);
}

static void pointers() {
  int* to = nullptr;
  int four[4] = {};
  OK(cudaMalloc(&to, sizeof(four)));
  const auto back = cudaMemcpyDeviceToHost;
  const auto wrong = static_cast<cudaMemcpyKind>(17);
  auto e = cudaMemcpy(to, four, 4, wrong);  // expect: apicheck/cudaErrorInvalidMemcpyDirection
  expect_error(e, cudaErrorInvalidMemcpyDirection);
  e = cudaMemcpy(four, to, 4, cudaMemcpyHostToDevice);  // expect: apicheck/cudaErrorInvalidValue
  expect_error(e, cudaErrorInvalidValue);
  e = cudaMemcpy(nullptr, four, 4, cudaMemcpyDefault);  // expect: apicheck/cudaErrorInvalidValue
  expect_error(e, cudaErrorInvalidValue);
  e = cudaMemset(four, 0, 4);  // expect: apicheck/cudaErrorInvalidValue
  expect_error(e, cudaErrorInvalidValue);
  e = cudaMemcpy(to + 1, four, sizeof(four), cudaMemcpyHostToDevice);  // expect: memcheck/copy_oob
  expect_error(e, cudaErrorInvalidValue);
  e = cudaMemcpy2D(four, 4, to, 8, 8, 2, back);  // expect: apicheck/cudaErrorInvalidPitchValue
  expect_error(e, cudaErrorInvalidPitchValue);
  e = cudaFree(to + 1);  // expect: memcheck/invalid_free
  expect_error(e, cudaErrorInvalidValue);
  e = cudaFree(four);  // expect: memcheck/invalid_free
  expect_error(e, cudaErrorInvalidValue);
  OK(cudaFree(to));
  e = cudaFree(to);  // expect: memcheck/double_free
  expect_error(e, cudaErrorInvalidValue);
}

static void handles() {
  cudaEvent_t event = nullptr;
  auto e = cudaEventRecord(event);  // expect: apicheck/cudaErrorInvalidResourceHandle
  expect_error(e, cudaErrorInvalidResourceHandle);
  OK(cudaEventCreate(&event));
  float ms = 0;
  e = cudaEventElapsedTime(&ms, event, event);  // expect: apicheck/cudaErrorInvalidResourceHandle
  expect_error(e, cudaErrorInvalidResourceHandle);
  OK(cudaEventDestroy(event));
  e = cudaSetDevice(5);  // expect: apicheck/cudaErrorInvalidDevice
  expect_error(e, cudaErrorInvalidDevice);
  char* memory = nullptr;
  e = cudaMalloc(&memory, size_t{1} << 45);  // expect: apicheck/cudaErrorMemoryAllocation
  expect_error(e, cudaErrorMemoryAllocation);
  const void* none = &memory;
  const auto most = cudaFuncAttributeMaxDynamicSharedMemorySize;
  e = cudaFuncSetAttribute(none, most, 0);  // expect: apicheck/cudaErrorInvalidDeviceFunction
  expect_error(e, cudaErrorInvalidDeviceFunction);
}

static void names() {
  EXPECT(std::strcmp(cudaGetErrorName(cudaErrorInvalidValue), "cudaErrorInvalidValue") == 0);
  EXPECT(std::strcmp(cudaGetErrorString(cudaErrorInvalidValue), "invalid argument") == 0);
  EXPECT(std::strcmp(cudaGetErrorString(cudaSuccess), "no error") == 0);
  EXPECT(std::strcmp(cudaGetErrorString(cudaErrorIllegalAddress),
                     "an illegal memory access was encountered") == 0);
  EXPECT(std::strcmp(cudaGetErrorName(static_cast<cudaError_t>(11)), "unrecognized error code") ==
         0);
}

int main() {
  launches();
  dynamic_shared_memory();
  pointers();
  handles();
  names();
  return 0;
}
