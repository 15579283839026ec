// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Structs that device functions take and return by value are loads and stores of the caller.
#include <cuda_fp16.h>
#include <cuda_runtime.h>

struct Pair {
  float sum, count;
};

__device__ float4 scaled(float4 v, float factor) {
  for (int i = 0; i < 3; ++i) {
    v.x *= factor;
    v.y += v.x;
  }
  if (v.x > v.y) v.z = v.w;
  return v;
}

__device__ __noinline__ Pair merged(Pair a, Pair b) { return {a.sum + b.sum, a.count + b.count}; }

__global__ void argument(const float4* in, float4* out) {
  out[threadIdx.x] = scaled(in[threadIdx.x + 1], 2);  // expect: memcheck/global_oob_read
}

__global__ void result(const float4* in, float4* out) {
  out[threadIdx.x + 1] = scaled(in[threadIdx.x], 2);  // expect: memcheck/global_oob_write
}

__global__ void of_call(const Pair* in, Pair* out) {
  const unsigned i = threadIdx.x;
  out[i] = merged(in[i], in[i + 1]);  // expect: memcheck/global_oob_read
}

__global__ void of_half(const __half2* in, __half2* out) {
  const unsigned i = threadIdx.x;
  out[i] = __hadd2(in[i], in[i + 1]);  // expect: memcheck/global_oob_read
}

__global__ void into_atomic(const __half* in, __half* sum) {
  atomicAdd(sum, in[threadIdx.x + 1]);  // expect: memcheck/global_oob_read
}

/// A launch each; cudaDeviceReset forgives the error.
template <class T, class Kernel>
void run(Kernel kernel) {
  T* in = nullptr;
  T* out = nullptr;
  cudaMalloc(&in, 32 * sizeof(T));
  cudaMalloc(&out, 32 * sizeof(T));
  cudaMemset(in, 0, 32 * sizeof(T));
  cudaMemset(out, 0, 32 * sizeof(T));
  kernel<<<1, 32>>>(in, out);
  cudaDeviceSynchronize();
  cudaDeviceReset();
}

int main() {
  run<float4>(argument);
  run<float4>(result);
  run<Pair>(of_call);
  run<__half2>(of_half);
  run<__half>(into_atomic);
}
