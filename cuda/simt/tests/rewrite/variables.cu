// SPDX-License-Identifier: Apache-2.0
// Shared variables of every form, dynamic shared memory behind a wrapper and in device functions, device variables.
#include "expect.cuh"

struct Pair {
  int first;
  float second;
  __device__ Pair() {}
};

template <typename T>
struct SharedMemory {
  __device__ operator T*() {
    extern __shared__ __align__(16) unsigned char bytes[];
    return reinterpret_cast<T*>(bytes);
  }
};

template <typename T>
__global__ void reverse_behind_wrapper(T* out) {
  T* s = SharedMemory<T>();
  s[threadIdx.x] = static_cast<T>(threadIdx.x);
  __syncthreads();
  out[threadIdx.x] = s[31 - threadIdx.x];
}

extern __shared__ float dynamic[];
__global__ void reverse(float* out) {
  dynamic[threadIdx.x] = static_cast<float>(threadIdx.x);
  __syncthreads();
  out[threadIdx.x] = dynamic[31 - threadIdx.x];
}

__global__ void rows(int* out) {
  extern __shared__ int table[][4];
  table[threadIdx.x / 4][threadIdx.x % 4] = static_cast<int>(threadIdx.x);
  __syncthreads();
  const auto read = [=](int i) { return table[i / 4][i % 4]; };
  out[threadIdx.x] = read(31 - static_cast<int>(threadIdx.x));
}

__device__ __noinline__ int neighbour(int value) {
  __shared__ int exchange[32];
  exchange[threadIdx.x] = value;
  __syncthreads();
  const int result = exchange[threadIdx.x ^ 1U];
  __syncthreads();
  return result;
}

template <int N>
__global__ void forms(int* out) {
  __shared__ Pair pair;
  __shared__ int a[N], b;
  static __shared__ volatile int c[2][N];
  __shared__ union {
    int whole;
    short half[2];
  } u;
  alignas(64) __shared__ char bytes[3];
  if (threadIdx.x == 0) {
    pair.first = 1;
    b = 2;
    u.whole = 3;
    bytes[2] = 4;
  }
  a[threadIdx.x] = static_cast<int>(threadIdx.x);
  c[1][threadIdx.x] = 10;
  __syncthreads();
  out[threadIdx.x] =
      neighbour(a[31 - threadIdx.x]) + pair.first + b + u.whole + bytes[2] + c[1][31 - threadIdx.x];
}

__device__ int counter = 5, numbers[3] = {1, 2, 3};
__constant__ float factor;
__device__ const float kPi = 3.0F;
static __device__ constexpr int kTable[2] = {50, 60};
__managed__ int managed = 700;
namespace n {
__device__ volatile int hidden;
}
__device__ int twice(int x) { return 2 * x; }
__device__ int (*function)(int) = twice;

__global__ void sum_up(int* out) {
  *out = counter + numbers[2] + static_cast<int>(factor) + static_cast<int>(kPi) + kTable[1] +
         managed + n::hidden + function(1000);
}

int main() {
  int* p;
  float* f;
  cudaMallocManaged(&p, 32 * sizeof(int));
  cudaMallocManaged(&f, 32 * sizeof(float));
  RUN(reverse_behind_wrapper<<<1, 32, 32 * sizeof(int)>>>(p));
  EXPECT(p[0], 31);
  RUN(reverse_behind_wrapper<<<1, 32, 32 * sizeof(float)>>>(f));
  EXPECT(f[30], 1.0F);
  RUN(reverse<<<1, 32, 32 * sizeof(float)>>>(f));
  EXPECT(f[2], 29.0F);
  RUN(rows<<<1, 32, 32 * sizeof(int)>>>(p));
  EXPECT(p[2], 29);
  RUN(forms<32><<<2, 32>>>(p));
  EXPECT(p[0], 30 + 20);
  EXPECT(p[31], 1 + 20);

  const float seven = 7.0F;
  cudaMemcpyToSymbol(factor, &seven, sizeof(seven));
  const int eight = 8;
  cudaMemcpyToSymbol(n::hidden, &eight, sizeof(eight));
  managed += 1;
  RUN(sum_up<<<1, 1>>>(p));
  EXPECT(*p, 5 + 3 + 7 + 3 + 60 + 701 + 8 + 2000);
  cudaFree(p);
  cudaFree(f);
}
