// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Loads and stores with a cache hint, of all types; which memory an address lies in; clocks.
#include "expect.cuh"
#include <cuda_bf16.h>
#include <cuda_fp16.h>

template <class T>
__global__ void hinted(const T* in, T* out) {
  const unsigned i = threadIdx.x;
  const T values[] = {__ldg(in + i),  __ldcg(in + i), __ldca(in + i),
                      __ldcs(in + i), __ldlu(in + i), __ldcv(in + i)};
  for (const T& value : values) EXPECT(same_bits(value, in[i]));
  __stwb(out + i, values[0]);
  __stcg(out + 32 + i, values[1]);
  __stcs(out + 64 + i, values[2]);
  __stwt(out + 96 + i, values[3]);
  for (unsigned part = 0; part < 4; ++part) EXPECT(same_bits(out[32 * part + i], in[i]));
}

template <class T>
void try_type() {
  unsigned char bytes[32 * sizeof(T)];
  for (size_t i = 0; i < sizeof(bytes); ++i) bytes[i] = static_cast<unsigned char>(17 * i + 3);
  T* in = nullptr;
  T* out = nullptr;
  cudaMalloc(&in, sizeof(bytes));
  cudaMalloc(&out, 4 * sizeof(bytes));
  cudaMemcpy(in, bytes, sizeof(bytes), cudaMemcpyHostToDevice);
  hinted<T><<<1, 32>>>(in, out);
  cudaFree(in);
  cudaFree(out);
}

template <class... Types>
void try_types() {
  (try_type<Types>(), ...);
}

__constant__ int table[4] = {1, 2, 3, 4};
__device__ int variable = 5;

__global__ void spaces(const int* global) {
  __shared__ int fixed[4];
  extern __shared__ int dynamic[];
  int local = 7;
  fixed[threadIdx.x] = 1;
  dynamic[threadIdx.x] = 2;
  EXPECT(__isShared(fixed) && __isShared(dynamic + 1) && !__isShared(global) &&
         !__isShared(&variable));
  EXPECT(__isGlobal(global) && __isGlobal(&variable) && !__isGlobal(fixed) && !__isGlobal(&local));
  EXPECT(__isLocal(&local) && !__isLocal(fixed) && !__isLocal(global));
  EXPECT(__isConstant(table) && !__isConstant(global));
  // A shared address fits 32 bits and leads back.
  const auto address = static_cast<unsigned>(__cvta_generic_to_shared(&fixed[threadIdx.x]));
  EXPECT(*static_cast<int*>(__cvta_shared_to_generic(address)) == 1);
  const size_t place = __cvta_generic_to_shared(dynamic);
  EXPECT(static_cast<unsigned>(__cvta_generic_to_shared(dynamic + 3)) ==
         static_cast<unsigned>(place) + 12);
  EXPECT(__cvta_global_to_generic(__cvta_generic_to_global(global)) == global);
}

__global__ void clocks(long long* elapsed) {
  const long long begin = clock64();
  const clock_t short_begin = clock();
  __nanosleep(100);
  const long long end = clock64();
  EXPECT(end > begin && clock() != short_begin);
  *elapsed = end - begin;
}

int main() {
  try_types<char, signed char, unsigned char, short, unsigned short, int, unsigned, long,
            unsigned long, long long, unsigned long long, float, double>();
  try_types<char2, char4, uchar2, uchar4, short2, short4, ushort2, ushort4, int2, int4, uint2,
            uint4, longlong2, ulonglong2, float2, float4, double2>();
  try_types<__half, __half2, __nv_bfloat16, __nv_bfloat162>();
  int* global = nullptr;
  cudaMalloc(&global, 16);
  spaces<<<2, 4, 64>>>(global);
  cudaFree(global);
  long long* elapsed = nullptr;
  cudaMalloc(&elapsed, sizeof(*elapsed));
  clocks<<<1, 1>>>(elapsed);
  cudaFree(elapsed);
  return verdict();
}
