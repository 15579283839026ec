// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Barriers, fences, atomics; the classics: reductions and transposes; several launches of one kernel.
#include <cstdio>

#include <cuda_runtime.h>

constexpr int kThreads = 256;
constexpr int kTile = 32;
constexpr int kSide = 64;

// The first steps keep whole warps busy; the last five, half a warp and less.
// launch tree: static_shared=1024 barriers=2*9
//   global_load_requests=16 global_load_active_lanes=512 global_load_bytes=2048 global_load_sectors=64
//   global_load_unique_bytes=2048
//   shared_store_requests=16+2*(4+2+1+5) shared_store_wavefronts=16+2*(4+2+1+5)
//   shared_load_requests=2*2*(4+2+1+5)+2 shared_load_wavefronts=2*2*(4+2+1+5)+2
//   global_store_requests=2 global_store_active_lanes=2 global_store_bytes=8
//   global_store_sectors=2 global_store_unique_bytes=8
__global__ void tree(const float* x, float* y) {
  __shared__ float s[kThreads];
  const unsigned t = threadIdx.x;
  s[t] = x[blockIdx.x * kThreads + t];
  __syncthreads();
  for (unsigned half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) s[t] += s[t + half];
    __syncthreads();
  }
  if (t == 0) y[blockIdx.x] = s[0];
}

// Neighbours first: a thread's pair is 2, 4, 8 ... words from the next one's.
// launch interleaved: static_shared=1024 barriers=9
//   global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024 global_load_sectors=32
//   global_load_unique_bytes=1024
//   shared_store_requests=8+4+2+1+5 shared_store_wavefronts=8+4*2+2*4+8+8+8+4+2+1
//   shared_store_conflicts=4+2*3+7+7+7+3+1
//   shared_load_requests=2*(4+2+1+5)+1 shared_load_wavefronts=2*(4*2+2*4+8+8+8+4+2+1)+1
//   shared_load_conflicts=2*(4+2*3+7+7+7+3+1)
//   global_store_requests=1 global_store_active_lanes=1 global_store_bytes=4
//   global_store_sectors=1 global_store_unique_bytes=4
__global__ void interleaved(const float* x, float* y) {
  __shared__ float s[kThreads];
  const unsigned t = threadIdx.x;
  s[t] = x[t];
  __syncthreads();
  for (unsigned step = 1; step < kThreads; step *= 2) {
    const unsigned i = 2 * step * t;
    if (i < kThreads) s[i] += s[i + step];
    __syncthreads();
  }
  if (t == 0) *y = s[0];
}

// Reads rows, writes columns: 32 sectors for each store.
// launch transpose_naive: global_load_requests=128 global_load_active_lanes=4096 global_load_bytes=16384
//   global_load_sectors=128*4 global_load_unique_bytes=16384
//   global_store_requests=128 global_store_active_lanes=4096 global_store_bytes=16384
//   global_store_sectors=128*32 global_store_unique_bytes=16384
__global__ void transpose_naive(const float* x, float* y) {
  const int column = blockIdx.x * kTile + threadIdx.x;
  for (int k = 0; k < kTile; k += 8) {
    const int row = blockIdx.y * kTile + threadIdx.y + k;
    y[column * kSide + row] = x[row * kSide + column];
  }
}

// Through shared memory: a column of the tile is in one bank, 32 ways ...
// launch transpose_tile: static_shared=4096 barriers=4
//   global_load_requests=128 global_load_active_lanes=4096 global_load_bytes=16384
//   global_load_sectors=128*4 global_load_unique_bytes=16384
//   global_store_requests=128 global_store_active_lanes=4096 global_store_bytes=16384
//   global_store_sectors=128*4 global_store_unique_bytes=16384
//   shared_store_requests=128 shared_store_wavefronts=128
//   shared_load_requests=128 shared_load_wavefronts=128*32 shared_load_conflicts=128*31
// ... unless its rows have 33 words.
// launch transpose_tile: static_shared=4224 barriers=4
//   global_load_requests=128 global_load_active_lanes=4096 global_load_bytes=16384
//   global_load_sectors=128*4 global_load_unique_bytes=16384
//   global_store_requests=128 global_store_active_lanes=4096 global_store_bytes=16384
//   global_store_sectors=128*4 global_store_unique_bytes=16384
//   shared_store_requests=128 shared_store_wavefronts=128
//   shared_load_requests=128 shared_load_wavefronts=128
template <int kPad>
__global__ void transpose_tile(const float* x, float* y) {
  __shared__ float tile[kTile][kTile + kPad];
  const int column = blockIdx.x * kTile + threadIdx.x;
  for (int k = 0; k < kTile; k += 8) {
    const int row = blockIdx.y * kTile + threadIdx.y + k;
    tile[threadIdx.y + k][threadIdx.x] = x[row * kSide + column];
  }
  __syncthreads();
  const int to = blockIdx.y * kTile + threadIdx.x;
  for (int k = 0; k < kTile; k += 8) {
    const int row = blockIdx.x * kTile + threadIdx.y + k;
    y[row * kSide + to] = tile[threadIdx.x][threadIdx.y + k];
  }
}

// 64 x 64 by 16 x 16 blocks, a warp is two rows of 16. A: 2 words; B: 16 floats of one row, twice: 2 sectors.
// launch matmul: global_load_requests=16*8*64*2 global_load_active_lanes=4096*64*2
//   global_load_bytes=4096*64*8 global_load_sectors=16*8*64*(2+2) global_load_unique_bytes=16384
//   global_store_requests=128 global_store_active_lanes=4096 global_store_bytes=16384
//   global_store_sectors=128*4 global_store_unique_bytes=16384
__global__ void matmul(const float* a, const float* b, float* c) {
  const int row = blockIdx.y * blockDim.y + threadIdx.y;
  const int column = blockIdx.x * blockDim.x + threadIdx.x;
  float sum = 0.0F;
  for (int k = 0; k < kSide; ++k) sum += a[row * kSide + k] * b[k * kSide + column];
  c[row * kSide + column] = sum;
}

// Atomics are per lane, and neither loads nor stores.
// launch histogram: static_shared=64 barriers=2 shared_atomics=256 global_atomics=16
//   global_load_requests=8 global_load_active_lanes=256 global_load_bytes=1024 global_load_sectors=32
//   global_load_unique_bytes=1024 shared_store_requests=1 shared_store_wavefronts=1
//   shared_load_requests=1 shared_load_wavefronts=1
__global__ void histogram(const int* x, int* bins) {
  __shared__ int own[16];
  const unsigned t = threadIdx.x;
  if (t < 16) own[t] = 0;
  __syncthreads();
  atomicAdd(&own[x[t] & 15], 1);
  __syncthreads();
  if (t < 16) atomicAdd(&bins[t], own[t]);
}

__device__ unsigned done;

// Fences are per lane.
// launch last_block: static_shared=1 barriers=2 fences=2 global_atomics=2
//   shared_store_requests=2 shared_store_wavefronts=2 shared_load_requests=16 shared_load_wavefronts=16
//   global_store_requests=2+1 global_store_active_lanes=3 global_store_bytes=12 global_store_sectors=3
//   global_store_unique_bytes=8
//   global_load_requests=2 global_load_active_lanes=2 global_load_bytes=8 global_load_sectors=2
//   global_load_unique_bytes=8
__global__ void last_block(float* y) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    y[blockIdx.x] = 1.0F;
    __threadfence();
    last = atomicAdd(&done, 1U) == gridDim.x - 1;
  }
  __syncthreads();
  if (last && threadIdx.x == 0) {
    const volatile float* all = y;
    const float sum = all[0] + all[1];
    y[0] = sum;
  }
}

int main() {
  float* x = nullptr;
  float* y = nullptr;
  cudaMalloc(&x, kSide * kSide * sizeof(float));
  cudaMalloc(&y, kSide * kSide * sizeof(float));
  cudaMemset(x, 0, kSide * kSide * sizeof(float));
  const dim3 grid(kSide / kTile, kSide / kTile);
  const dim3 block(kTile, 8);
  tree<<<2, kThreads>>>(x, y);
  interleaved<<<1, kThreads>>>(x, y);
  transpose_naive<<<grid, block>>>(x, y);
  transpose_tile<0><<<grid, block>>>(x, y);
  transpose_tile<1><<<grid, block>>>(x, y);
  matmul<<<dim3(4, 4), dim3(16, 16)>>>(x, x, y);
  histogram<<<1, kThreads>>>(reinterpret_cast<int*>(x), reinterpret_cast<int*>(y));
  last_block<<<2, kThreads>>>(y);
  const cudaError_t error = cudaDeviceSynchronize();
  if (error != cudaSuccess) std::printf("%s\n", cudaGetErrorString(error));
  cudaFree(x);
  cudaFree(y);
  return error == cudaSuccess ? 0 : 1;
}
