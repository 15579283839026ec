// SPDX-License-Identifier: Apache-2.0
// Correct kernels: reductions, scans, sorts, histograms in all styles. No finding may come.
#include <cstdio>
#include <vector>

#include <cooperative_groups.h>
namespace cg = cooperative_groups;

__global__ void interleaved(const int* in, int* out, int n) {
  extern __shared__ int s[];
  const unsigned t = threadIdx.x;
  const unsigned i = blockIdx.x * blockDim.x + t;
  s[t] = i < n ? in[i] : 0;
  __syncthreads();
  for (unsigned d = 1; d < blockDim.x; d *= 2) {
    const unsigned at = 2 * d * t;
    if (at < blockDim.x) s[at] += s[at + d];
    __syncthreads();
  }
  if (t == 0) atomicAdd(out, s[0]);
}

// The last warp goes on alone, in step through __syncwarp.
__device__ void last_warp(volatile int* s, unsigned t) {
  int v = s[t];
  for (unsigned d = 32; d > 0; d /= 2) {
    v += s[t + d];
    __syncwarp();
    s[t] = v;
    __syncwarp();
  }
}

__global__ void unrolled_last_warp(const int* in, int* out, int n) {
  __shared__ int s[256 + 32];
  const unsigned t = threadIdx.x;
  unsigned i = blockIdx.x * 512 + t;
  s[t] = (i < n ? in[i] : 0) + (i + 256 < n ? in[i + 256] : 0);
  if (t < 32) s[256 + t] = 0;
  __syncthreads();
  for (unsigned d = 128; d > 32; d /= 2) {
    if (t < d) s[t] += s[t + d];
    __syncthreads();
  }
  if (t < 32) last_warp(s, t);
  if (t == 0) atomicAdd(out, s[0]);
}

__global__ void shuffles(const int* in, int* out, int n) {
  __shared__ int warps[32];
  int sum = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    sum += in[i];
  for (int d = 16; d > 0; d /= 2) sum += __shfl_down_sync(0xffffffffu, sum, d);
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  if (lane == 0) warps[warp] = sum;
  __syncthreads();
  sum = threadIdx.x < blockDim.x / 32 ? warps[lane] : 0;
  if (warp == 0) {
    for (int d = 16; d > 0; d /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, d);
    if (lane == 0) atomicAdd(out, sum);
  }
}

__global__ void groups(const int* in, int* out, int n) {
  const auto block = cg::this_thread_block();
  const auto tile = cg::tiled_partition<32>(block);
  __shared__ int total;
  if (block.thread_rank() == 0) total = 0;
  block.sync();
  int sum = 0;
  for (int i = block.group_index().x * block.size() + block.thread_rank(); i < n;
       i += gridDim.x * block.size()) {
    sum += in[i];
  }
  for (int d = tile.size() / 2; d > 0; d /= 2) sum += tile.shfl_down(sum, d);
  if (tile.thread_rank() == 0) atomicAdd(&total, sum);
  block.sync();
  if (block.thread_rank() == 0) atomicAdd(out, total);
}

__global__ void aggregated(const int* in, int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n || in[i] % 2 == 0) return;
  const auto active = cg::coalesced_threads();
  int at = 0;
  if (active.thread_rank() == 0) at = atomicAdd(out, static_cast<int>(active.size()));
  at = active.shfl(at, 0);
  out[1 + at + active.thread_rank()] = in[i];
}

// Hillis and Steele, two buffers.
__global__ void scan_two_buffers(const int* in, int* out, int n) {
  extern __shared__ int s[];
  const int t = threadIdx.x;
  int now = 0;
  s[t] = in[t];
  __syncthreads();
  for (int d = 1; d < n; d *= 2) {
    const int next = 1 - now;
    s[next * n + t] = s[now * n + t] + (t >= d ? s[now * n + t - d] : 0);
    now = next;
    __syncthreads();
  }
  out[t] = s[now * n + t];
}

__global__ void scan_in_place(const int* in, int* out, int n) {
  extern __shared__ int s[];
  const int t = threadIdx.x;
  s[t] = in[t];
  __syncthreads();
  for (int d = 1; d < n; d *= 2) {
    const int v = t >= d ? s[t - d] : 0;
    __syncthreads();
    s[t] += v;
    __syncthreads();
  }
  out[t] = s[t];
}

// Blelloch's, up and down the tree.
__global__ void scan_tree(const int* in, int* out, int n) {
  extern __shared__ int s[];
  const int t = threadIdx.x;
  int offset = 1;
  s[2 * t] = in[2 * t];
  s[2 * t + 1] = in[2 * t + 1];
  for (int d = n / 2; d > 0; d /= 2) {
    __syncthreads();
    if (t < d) s[offset * (2 * t + 2) - 1] += s[offset * (2 * t + 1) - 1];
    offset *= 2;
  }
  if (t == 0) s[n - 1] = 0;
  for (int d = 1; d < n; d *= 2) {
    offset /= 2;
    __syncthreads();
    if (t < d) {
      const int a = offset * (2 * t + 1) - 1;
      const int b = offset * (2 * t + 2) - 1;
      const int v = s[a];
      s[a] = s[b];
      s[b] += v;
    }
  }
  __syncthreads();
  out[2 * t] = s[2 * t];
  out[2 * t + 1] = s[2 * t + 1];
}

__global__ void bitonic(int* x) {
  __shared__ int s[128];
  const unsigned t = threadIdx.x;
  s[t] = x[t];
  for (unsigned k = 2; k <= 128; k *= 2) {
    for (unsigned j = k / 2; j > 0; j /= 2) {
      __syncthreads();
      const unsigned other = t ^ j;
      if (other > t && (s[t] > s[other]) == ((t & k) == 0)) {
        const int v = s[t];
        s[t] = s[other];
        s[other] = v;
      }
    }
  }
  __syncthreads();
  x[t] = s[t];
}

__global__ void bitonic_global(int* x, unsigned j, unsigned k) {
  const unsigned t = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned other = t ^ j;
  if (other > t && (x[t] > x[other]) == ((t & k) == 0)) {
    const int v = x[t];
    x[t] = x[other];
    x[other] = v;
  }
}

int main() {
  const int n = 1000;
  std::vector<int> host(1024);
  for (int i = 0; i < 1024; ++i) host[i] = i * 7919 % 1024;
  int want = 0;
  for (int i = 0; i < n; ++i) want += host[i];
  int* in;
  int* out;
  cudaMalloc(&in, 1024 * sizeof(int));
  cudaMalloc(&out, 1100 * sizeof(int));
  cudaMemcpy(in, host.data(), 1024 * sizeof(int), cudaMemcpyHostToDevice);
  int wrong = 0;
  const auto check = [&](const char* name, int expected) {
    int got = 0;
    cudaMemcpy(&got, out, sizeof(int), cudaMemcpyDeviceToHost);
    if (got != expected) std::printf("%s: %d, not %d\n", name, got, expected), ++wrong;
    cudaMemset(out, 0, sizeof(int));
  };
  cudaMemset(out, 0, sizeof(int));
  interleaved<<<4, 256, 256 * sizeof(int)>>>(in, out, n);
  check("interleaved", want);
  unrolled_last_warp<<<2, 256>>>(in, out, n);
  check("unrolled_last_warp", want);
  shuffles<<<3, 128>>>(in, out, n);
  check("shuffles", want);
  groups<<<3, 128>>>(in, out, n);
  check("groups", want);
  aggregated<<<4, 256>>>(in, out, n);
  cudaMemset(out, 0, sizeof(int));
  scan_two_buffers<<<1, 128, 256 * sizeof(int)>>>(in, out, 128);
  scan_in_place<<<1, 128, 128 * sizeof(int)>>>(in, out, 128);
  scan_tree<<<1, 64, 128 * sizeof(int)>>>(in, out, 128);
  bitonic<<<1, 128>>>(in);
  for (unsigned k = 2; k <= 1024; k *= 2)
    for (unsigned j = k / 2; j > 0; j /= 2) bitonic_global<<<4, 256>>>(in, j, k);
  cudaMemcpy(host.data(), in, 1024 * sizeof(int), cudaMemcpyDeviceToHost);
  for (int i = 1; i < 1024; ++i) wrong += host[i - 1] > host[i];
  cudaFree(in);
  cudaFree(out);
  return wrong == 0 ? 0 : 2;
}
