// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Structs, variables outside functions, kinds of memory, and what is not counted.
#include <cstdio>

#include <cuda_fp16.h>

constexpr int kN = 64;  // 2 warps

struct Particle {  // 32 bytes: two requests of 16
  float position[4];
  float velocity[4];
};

struct Odd {  // 20 bytes: 16 and 4
  int value[5];
};

// A warp's structs are 1024 bytes together: 32 sectors, touched by both halves.
// launch copy_structs: global_load_requests=2*2 global_load_active_lanes=2*64 global_load_bytes=2048
//   global_load_sectors=4*32 global_load_unique_bytes=2048
//   global_store_requests=2*2 global_store_active_lanes=2*64 global_store_bytes=2048
//   global_store_sectors=4*32 global_store_unique_bytes=2048
__global__ void copy_structs(const Particle* x, Particle* y) { y[threadIdx.x] = x[threadIdx.x]; }

// 20 bytes apart: the first 16 bytes of a struct are in one sector or two, in every sector of the 640 bytes. The last 4
// are 32 words, 20 bytes apart: all sectors but those that hold no fifth word; 20 sectors of 8 words hold words 4, 9,
// 14, ...: each has one or two.
// launch copy_odd: global_load_requests=2*2 global_load_active_lanes=2*64 global_load_bytes=1280
//   global_load_sectors=4*20 global_load_unique_bytes=1280
//   global_store_requests=2*2 global_store_active_lanes=2*64 global_store_bytes=1280
//   global_store_sectors=4*20 global_store_unique_bytes=1280
__global__ void copy_odd(const Odd* x, Odd* y) {
  const Odd one = x[threadIdx.x];
  y[threadIdx.x] = one;
}

// One member of each: 4 bytes a sector.
// launch one_member: global_load_requests=2 global_load_active_lanes=64 global_load_bytes=256
//   global_load_sectors=2*32 global_load_unique_bytes=256
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void one_member(const Particle* x, float* y) {
  y[threadIdx.x] = x[threadIdx.x].velocity[1];
}

// launch halves: global_load_requests=2*2 global_load_active_lanes=128 global_load_bytes=256
//   global_load_sectors=2*2+2*3 global_load_unique_bytes=130
//   global_store_requests=2+2 global_store_active_lanes=128 global_store_bytes=128+256
//   global_store_sectors=2*2+2*4 global_store_unique_bytes=128+256
__global__ void halves(const __half* x, __half* y, __half2* z) {
  const __half sum = x[threadIdx.x] + x[threadIdx.x + 1];
  y[threadIdx.x] = sum;
  z[threadIdx.x] = __halves2half2(sum, sum);
}

__device__ float table[kN + 1];
__constant__ float weights[kN];
__managed__ int total;

// __device__ variables are global memory and aligned like all of it; constant memory, parameters and local arrays are
// none.
// launch variables: global_load_requests=2*2+2 global_load_active_lanes=64*2+64 global_load_bytes=512+256
//   global_load_sectors=2*4+2*5+2 global_load_unique_bytes=65*4+4
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=256
//   global_store_sectors=8 global_store_unique_bytes=256
__global__ void variables(float* y, Particle by_value) {
  float local[8];
  for (int k = 0; k < 8; ++k) local[k] = weights[k] + by_value.position[k % 4];
  const float a = table[threadIdx.x];
  const float b = table[threadIdx.x + 1];
  y[threadIdx.x] = a + b + local[threadIdx.x % 8] + static_cast<float>(total);
}

// Each byte once, though all blocks read them: unique bytes are those of the launch.
// launch again_and_again: global_load_requests=3*2*4 global_load_active_lanes=3*64*4 global_load_bytes=3*64*4*4
//   global_load_sectors=3*2*4*4 global_load_unique_bytes=256
//   global_store_requests=3*2 global_store_active_lanes=3*64 global_store_bytes=3*256
//   global_store_sectors=3*8 global_store_unique_bytes=256
__global__ void again_and_again(const float* x, float* y) {
  float sum = 0.0F;
  for (int k = 0; k < 4; ++k) sum += x[threadIdx.x ^ (k * 8)];
  y[threadIdx.x] = sum;
}

// A cast makes 16 bytes of four floats; a loop of scalars stays four requests, each with stride 4.
// launch casts: global_load_requests=2 global_load_active_lanes=64 global_load_bytes=1024
//   global_load_sectors=2*16 global_load_unique_bytes=1024
//   global_store_requests=2*4+2 global_store_active_lanes=64*5 global_store_bytes=64*4*4+64*16
//   global_store_sectors=2*4*16+2*16 global_store_unique_bytes=1024
__global__ void casts(const float* x, float* y) {
  const float4 v = reinterpret_cast<const float4*>(x)[threadIdx.x];
  for (int k = 0; k < 4; ++k) y[threadIdx.x * 4 + k] = v.x + static_cast<float>(k);
  reinterpret_cast<float4*>(y)[threadIdx.x] = make_float4(v.x, v.y, 0.0F, 1.0F);
}

// launch cached: global_load_requests=2*2 global_load_active_lanes=128 global_load_bytes=64*20
//   global_load_sectors=2*(4+16) global_load_unique_bytes=1024
//   global_store_requests=2 global_store_active_lanes=64 global_store_bytes=1024
//   global_store_sectors=2*16 global_store_unique_bytes=1024
__global__ void cached(const float* x, float4* y) {
  const float4 v = __ldg(reinterpret_cast<const float4*>(x) + threadIdx.x);
  const float s = __ldcs(x + threadIdx.x);
  __stcs(y + threadIdx.x, make_float4(v.x + s, v.y, v.z, v.w));
}

int main() {
  char* x = nullptr;
  char* y = nullptr;
  float* pinned = nullptr;
  cudaMalloc(&x, 8192);
  cudaMalloc(&y, 8192);
  cudaMallocHost(&pinned, 4096);
  cudaMemset(x, 0, 8192);
  for (int i = 0; i < 1024; ++i) pinned[i] = 1.0F;
  copy_structs<<<1, kN>>>(reinterpret_cast<Particle*>(x), reinterpret_cast<Particle*>(y));
  copy_odd<<<1, kN>>>(reinterpret_cast<Odd*>(x), reinterpret_cast<Odd*>(y));
  one_member<<<1, kN>>>(reinterpret_cast<Particle*>(x), reinterpret_cast<float*>(y));
  halves<<<1, kN>>>(reinterpret_cast<__half*>(x), reinterpret_cast<__half*>(y),
                    reinterpret_cast<__half2*>(y + 4096));
  variables<<<1, kN>>>(reinterpret_cast<float*>(y), Particle{});
  again_and_again<<<3, kN>>>(pinned, reinterpret_cast<float*>(y));
  casts<<<1, kN>>>(reinterpret_cast<float*>(x), reinterpret_cast<float*>(y));
  cached<<<1, kN>>>(reinterpret_cast<float*>(x), reinterpret_cast<float4*>(y));
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  cudaFreeHost(pinned);
  return error == cudaSuccess ? 0 : 1;
}
