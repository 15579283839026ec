// SPDX-License-Identifier: Apache-2.0
// Correct kernels whose blocks talk to each other. No finding may come.
#include <cstdio>
#include <vector>

#include <cooperative_groups.h>
namespace cg = cooperative_groups;

// Decoupled look-back: each block publishes its sum, then its prefix.
__global__ void look_back(const int* in,
                          int* out,
                          volatile int* flags,
                          volatile int* sums,
                          volatile int* prefixes,
                          unsigned* ticket) {
  __shared__ int s[64];
  __shared__ unsigned block;
  __shared__ int before;
  if (threadIdx.x == 0) block = atomicAdd(ticket, 1u);
  __syncthreads();
  const int t = threadIdx.x;
  s[t] = in[block * 64 + t];
  __syncthreads();
  for (int d = 1; d < 64; d *= 2) {
    const int v = t >= d ? s[t - d] : 0;
    __syncthreads();
    s[t] += v;
    __syncthreads();
  }
  if (t == 0) {
    sums[block] = s[63];
    __threadfence();
    flags[block] = 1;
    int sum = 0;
    for (int b = static_cast<int>(block) - 1; b >= 0; --b) {
      int flag;
      do {
        flag = flags[b];
      } while (flag == 0);
      __threadfence();
      if (flag == 2) {
        sum += prefixes[b];
        break;
      }
      sum += sums[b];
    }
    prefixes[block] = sum + s[63];
    __threadfence();
    flags[block] = 2;
    before = sum;
  }
  __syncthreads();
  out[block * 64 + t] = before + s[t];
}

// The same in one 64-bit word, without a fence: the word itself carries the value.
__global__ void look_back_in_a_word(const int* in, int* out, unsigned long long* state) {
  __shared__ int before;
  const int t = threadIdx.x;
  int v = in[blockIdx.x * 32 + t];
  for (int d = 1; d < 32; d *= 2) {
    const int other = __shfl_up_sync(0xffffffffu, v, d);
    if (t >= d) v += other;
  }
  if (t == 31) {
    int sum = 0;
    if (blockIdx.x > 0) {
      unsigned long long word;
      do {
        word = atomicAdd(&state[blockIdx.x - 1], 0ull);
      } while (word >> 32 == 0);
      sum = static_cast<int>(word);
    }
    atomicExch(&state[blockIdx.x], 1ull << 32 | static_cast<unsigned>(sum + v));
    before = sum;
  }
  __syncthreads();
  out[blockIdx.x * 32 + t] = before + v;
}

// A queue that persistent blocks empty.
__global__ void persistent(const int* in, int* out, int n, int* next) {
  __shared__ int chunk;
  for (;;) {
    if (threadIdx.x == 0) chunk = atomicAdd(next, 1);
    __syncthreads();
    const int i = chunk * blockDim.x + threadIdx.x;
    __syncthreads();
    if (i - static_cast<int>(threadIdx.x) >= n) break;
    if (i < n) out[i] = in[i] * 2;
  }
}

struct TicketLock {
  unsigned next;
  volatile unsigned serving;
};

__device__ TicketLock ticket_lock;
__device__ int counter;

__global__ void ticket_locked(int rounds) {
  if (threadIdx.x != 0) return;
  for (int i = 0; i < rounds; ++i) {
    const unsigned mine = atomicAdd(&ticket_lock.next, 1u);
    while (ticket_lock.serving != mine) {
    }
    __threadfence();
    counter = counter + 1;
    __threadfence();
    ticket_lock.serving = mine + 1;
  }
}

// A barrier of all blocks, by hand.
__device__ unsigned arrived;
__device__ volatile unsigned generation;

__device__ void barrier_by_hand() {
  __syncthreads();
  if (threadIdx.x == 0) {
    const unsigned old = generation;
    __threadfence();
    if (atomicAdd(&arrived, 1u) == gridDim.x - 1) {
      arrived = 0;
      __threadfence();
      generation = old + 1;
    } else {
      while (generation == old) {
      }
      __threadfence();
    }
  }
  __syncthreads();
}

__global__ void stencil_rounds(int* a, int* b, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  for (int r = 0; r < 4; ++r) {
    b[i] = a[(i + 1) % n] + a[(i + n - 1) % n];
    barrier_by_hand();
    a[i] = b[(i + 1) % n];
    barrier_by_hand();
  }
}

__global__ void cooperative(int* a, int* b, int n) {
  const auto grid = cg::this_grid();
  for (int r = 0; r < 4; ++r) {
    for (unsigned i = grid.thread_rank(); i < n; i += grid.size()) b[i] = a[(i + 1) % n] + r;
    grid.sync();
    for (unsigned i = grid.thread_rank(); i < n; i += grid.size()) a[i] = b[(i + 7) % n];
    grid.sync();
  }
}

// Producer and consumer warps in one block, by flags in global memory.
__device__ volatile int full[2];
__device__ int slots[2][32];

__global__ void warps_hand_over(int* out, int rounds) {
  const int lane = threadIdx.x % 32;
  for (int r = 0; r < rounds; ++r) {
    const int slot = r % 2;
    if (threadIdx.x < 32) {
      while (full[slot] != 0) {
      }
      __syncwarp();
      slots[slot][lane] = r * 32 + lane;
      __threadfence_block();
      __syncwarp();
      if (lane == 0) full[slot] = 1;
    } else {
      while (full[slot] == 0) {
      }
      __syncwarp();
      out[r * 32 + lane] = slots[slot][31 - lane];
      __threadfence_block();
      __syncwarp();
      if (lane == 0) full[slot] = 0;
    }
    __syncwarp();
  }
}

int main() {
  const int n = 512;
  std::vector<int> host(n);
  for (int i = 0; i < n; ++i) host[i] = i % 13;
  int* in;
  int* out;
  int* scratch;
  cudaMalloc(&in, n * sizeof(int));
  cudaMalloc(&out, n * sizeof(int));
  cudaMalloc(&scratch, 64 * sizeof(int));
  cudaMemcpy(in, host.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  int wrong = 0;
  const auto check_scan = [&](const char* name, int count) {
    std::vector<int> got(n);
    cudaMemcpy(got.data(), out, count * sizeof(int), cudaMemcpyDeviceToHost);
    int sum = 0;
    for (int i = 0; i < count; ++i) {
      sum += host[i];
      if (got[i] != sum) {
        std::printf("%s: %d is %d, not %d\n", name, i, got[i], sum);
        ++wrong;
        return;
      }
    }
  };
  cudaMemset(scratch, 0, 64 * sizeof(int));
  look_back<<<8, 64>>>(in, out, scratch, scratch + 8, scratch + 16,
                       reinterpret_cast<unsigned*>(scratch + 24));
  check_scan("look_back", n);
  cudaMemset(scratch, 0, 64 * sizeof(int));
  look_back_in_a_word<<<16, 32>>>(in, out, reinterpret_cast<unsigned long long*>(scratch));
  check_scan("look_back_in_a_word", n);
  cudaMemset(scratch, 0, 64 * sizeof(int));
  persistent<<<4, 32>>>(in, out, n - 5, scratch);
  ticket_locked<<<4, 32>>>(5);
  int count = 0;
  cudaMemcpyFromSymbol(&count, counter, sizeof(int));
  wrong += count != 20;
  stencil_rounds<<<4, 128>>>(in, out, n);
  int size = n;
  void* arguments[] = {&in, &out, &size};
  cudaLaunchCooperativeKernel((void*)cooperative, dim3(4), dim3(32), arguments, 0, nullptr);
  warps_hand_over<<<1, 64>>>(out, 8);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  cudaFree(in);
  cudaFree(out);
  cudaFree(scratch);
  return wrong == 0 ? 0 : 2;
}
