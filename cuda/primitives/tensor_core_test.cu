// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup cuda
/// @brief Products of fragments that ldmatrix loaded through the swizzle, against plain loops: B stored as [N][K] and,
///        transposed on the way, as [K][N]; tf32 from registers. Small integers, so that every sum is exact.

#include "cuda/primitives/fast_math.cuh"
#include "cuda/primitives/ldmatrix.cuh"
#include "cuda/primitives/mma.cuh"
#include "cuda/primitives/swizzle.cuh"

#include <cmath>
#include <cstdio>

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

namespace {

namespace wc = warplight::cuda;

constexpr int kNoDevice = 77;
constexpr int kSize = 16;   // of the square matrices
constexpr int kChunks = 2;  // of 16 bytes in a row

__device__ void product(float (&d)[4], const unsigned (&a)[4], const unsigned (&b)[2], __half) {
  const float bias[4] = {0.5F, 0.5F, 0.5F, 0.5F};
  wc::mma_m16n8k16_f16(d, a, b, bias);
}

__device__ void product(float (&d)[4],
                        const unsigned (&a)[4],
                        const unsigned (&b)[2],
                        __nv_bfloat16) {
  const float bias[4] = {0.5F, 0.5F, 0.5F, 0.5F};
  wc::mma_m16n8k16_bf16(d, a, b, bias);
}

/// Writes a 16 x 8 tile of d, whose rows have `width` elements, from the registers of an mma.
__device__ void store_tile(float* d, const float (&sums)[4], int width) {
  const int g = static_cast<int>(threadIdx.x) / 4;
  const int t = static_cast<int>(threadIdx.x) % 4;
  d[g * width + 2 * t] = sums[0];
  d[g * width + 2 * t + 1] = sums[1];
  d[(g + 8) * width + 2 * t] = sums[2];
  d[(g + 8) * width + 2 * t + 1] = sums[3];
}

/// d [16, 16] = a [16, 16] * b + 0.5 in one warp; b is [N][K], or [K][N] if kTransposed.
template <class T, bool kTransposed>
__global__ void multiply(const uint4* a, const uint4* b, float* d) {
  __shared__ uint4 left[kSize * kChunks];
  __shared__ uint4 right[kSize * kChunks];
  const int lane = static_cast<int>(threadIdx.x);
  left[wc::swizzled_chunk<kChunks>(lane / 2, lane % 2)] = a[lane];
  right[wc::swizzled_chunk<kChunks>(lane / 2, lane % 2)] = b[lane];
  __syncthreads();

  unsigned of_a[4];
  unsigned of_b[4];  // two tiles of 8 columns
  wc::ldmatrix_x4(of_a, &left[wc::swizzled_chunk<kChunks>(lane & 15, lane >> 4)]);
  if (kTransposed) {
    wc::ldmatrix_x4_trans(of_b, &right[wc::swizzled_chunk<kChunks>(lane & 15, lane >> 4)]);
  } else {
    const int row = (lane & 7) + 8 * (lane >> 4);
    wc::ldmatrix_x4(of_b, &right[wc::swizzled_chunk<kChunks>(row, (lane >> 3) & 1)]);
  }
  for (int tile = 0; tile < 2; ++tile) {
    const unsigned columns[2] = {of_b[2 * tile], of_b[2 * tile + 1]};
    float sums[4];
    product(sums, of_a, columns, T());
    store_tile(d + 8 * tile, sums, kSize);
  }
}

/// d [16, 8] = a [16, 8] * b [8, 8].
__global__ void multiply_tf32(const float* a, const float* b, float* d) {
  const int g = static_cast<int>(threadIdx.x) / 4;
  const int t = static_cast<int>(threadIdx.x) % 4;
  const unsigned of_a[4] = {wc::to_tf32(a[g * 8 + t]), wc::to_tf32(a[(g + 8) * 8 + t]),
                            wc::to_tf32(a[g * 8 + t + 4]), wc::to_tf32(a[(g + 8) * 8 + t + 4])};
  const unsigned of_b[2] = {wc::to_tf32(b[t * 8 + g]), wc::to_tf32(b[(t + 4) * 8 + g])};
  const float zeros[4] = {};
  float sums[4];
  wc::mma_m16n8k8_tf32(sums, of_a, of_b, zeros);
  store_tile(d, sums, 8);
}

/// What each lane gets of one, two and four matrices, plain and transposed: 14 registers.
__global__ void load_all(const uint4* rows, unsigned* registers) {
  __shared__ uint4 matrices[32];
  matrices[threadIdx.x] = rows[threadIdx.x];
  __syncthreads();
  const uint4* row = &matrices[threadIdx.x];
  unsigned* mine = registers + 14 * threadIdx.x;
  unsigned one[1];
  unsigned two[2];
  unsigned four[4];
  wc::ldmatrix_x1(one, row);
  mine[0] = one[0];
  wc::ldmatrix_x1_trans(one, row);
  mine[1] = one[0];
  wc::ldmatrix_x2(two, row);
  for (int i = 0; i < 2; ++i) mine[2 + i] = two[i];
  wc::ldmatrix_x2_trans(two, row);
  for (int i = 0; i < 2; ++i) mine[4 + i] = two[i];
  wc::ldmatrix_x4(four, row);
  for (int i = 0; i < 4; ++i) mine[6 + i] = four[i];
  wc::ldmatrix_x4_trans(four, row);
  for (int i = 0; i < 4; ++i) mine[10 + i] = four[i];
}

__global__ void powers(const float* x, float* y) { y[threadIdx.x] = wc::exp2_fast(x[threadIdx.x]); }

int left_element(int row, int column) { return (row * 7 + column * 3) % 11 - 5; }
int right_element(int row, int column) { return (row * 5 + column * 13) % 9 - 4; }

template <class T, bool kTransposed>
bool check_product(const char* name) {
  T* a = nullptr;
  T* b = nullptr;
  float* d = nullptr;
  cudaMallocManaged(&a, kSize * kSize * sizeof(T));
  cudaMallocManaged(&b, kSize * kSize * sizeof(T));
  cudaMallocManaged(&d, kSize * kSize * sizeof(float));
  for (int row = 0; row < kSize; ++row) {
    for (int column = 0; column < kSize; ++column) {
      a[row * kSize + column] = T(static_cast<float>(left_element(row, column)));
      const int place = kTransposed ? row * kSize + column : column * kSize + row;
      b[place] = T(static_cast<float>(right_element(row, column)));
    }
  }
  multiply<T, kTransposed>
      <<<1, 32>>>(reinterpret_cast<const uint4*>(a), reinterpret_cast<const uint4*>(b), d);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int row = 0; row < kSize; ++row) {
    for (int column = 0; column < kSize; ++column) {
      int sum = 0;
      for (int i = 0; i < kSize; ++i) sum += left_element(row, i) * right_element(i, column);
      good = good && d[row * kSize + column] == static_cast<float>(sum) + 0.5F;
    }
  }
  cudaFree(d);
  cudaFree(b);
  cudaFree(a);
  if (!good) std::printf("the product of %s is wrong\n", name);
  return good;
}

bool check_tf32() {
  float* data = nullptr;
  cudaMallocManaged(&data, 320 * sizeof(float));
  float* b = data + 128;
  float* d = data + 192;
  // The fraction of A's last digit is rounded away.
  for (int i = 0; i < 128; ++i) data[i] = static_cast<float>(left_element(i / 8, i % 8)) * 1.0001F;
  for (int i = 0; i < 64; ++i) b[i] = static_cast<float>(right_element(i / 8, i % 8));
  multiply_tf32<<<1, 32>>>(data, b, d);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int row = 0; row < 16; ++row) {
    for (int column = 0; column < 8; ++column) {
      int sum = 0;
      for (int i = 0; i < 8; ++i) sum += left_element(row, i) * right_element(i, column);
      good = good && d[row * 8 + column] == static_cast<float>(sum);
    }
  }
  cudaFree(data);
  if (!good) std::printf("the product of tf32 is wrong\n");
  return good;
}

bool check_loads() {
  unsigned short* rows = nullptr;
  unsigned* registers = nullptr;
  cudaMallocManaged(&rows, 32 * 16);
  cudaMallocManaged(&registers, 32 * 14 * sizeof(unsigned));
  for (int i = 0; i < 256; ++i) rows[i] = static_cast<unsigned short>(i * 257);
  load_all<<<1, 32>>>(reinterpret_cast<const uint4*>(rows), registers);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int lane = 0; lane < 32; ++lane) {
    const int g = lane / 4;
    const int t = lane % 4;
    int at = 14 * lane;
    for (int count = 1; count <= 4; count *= 2) {
      for (const bool transposed : {false, true}) {
        for (int matrix = 0; matrix < count; ++matrix, ++at) {
          const unsigned short* first = rows + 64 * matrix;
          const unsigned low = transposed ? first[16 * t + g] : first[8 * g + 2 * t];
          const unsigned high = transposed ? first[16 * t + 8 + g] : first[8 * g + 2 * t + 1];
          good = good && registers[at] == (low | high << 16);
        }
      }
    }
  }
  cudaFree(registers);
  cudaFree(rows);
  if (!good) std::printf("ldmatrix is wrong\n");
  return good;
}

bool check_powers() {
  float* data = nullptr;
  cudaMallocManaged(&data, 64 * sizeof(float));
  for (int i = 0; i < 32; ++i) data[i] = -130.0F + 7.3F * static_cast<float>(i);
  powers<<<1, 32>>>(data, data + 32);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 32; ++i) {
    const float expected = data[i] < -126 ? 0.0F : std::exp2(data[i]);
    good = good && std::fabs(data[32 + i] - expected) <= 4e-7F * expected;
  }
  cudaFree(data);
  if (!good) std::printf("exp2_fast is wrong\n");
  return good;
}

/// The swizzle permutes each row, and any 8 rows of a chunk, like any 8 chunks of a row, hit all 32 banks.
template <int kWidth>
bool check_swizzle() {
  bool good = true;
  for (int row = 0; row < 64; ++row) {
    unsigned seen = 0;
    for (int chunk = 0; chunk < kWidth; ++chunk) {
      seen |= 1U << (wc::swizzled_chunk<kWidth>(row, chunk) - row * kWidth);
      unsigned banks = 0;
      for (int i = 0; i < 8; ++i) banks |= 1U << (wc::swizzled_chunk<kWidth>(row + i, chunk) % 8);
      good = good && banks == 0xFF;
    }
    good = good && seen == (kWidth == 32 ? 0xFFFFFFFFU : (1U << (kWidth & 31)) - 1);
  }
  if (!good) std::printf("the swizzle of rows of %d chunks is wrong\n", kWidth);
  return good;
}

}  // namespace

int main() {
  int devices = 0;
  if (cudaGetDeviceCount(&devices) != cudaSuccess || devices == 0) {
    std::puts("no CUDA device: nothing was run");
    return kNoDevice;
  }
  bool good = check_product<__half, false>("half");
  good = check_product<__half, true>("half, B transposed") && good;
  good = check_product<__nv_bfloat16, false>("bfloat16") && good;
  good = check_product<__nv_bfloat16, true>("bfloat16, B transposed") && good;
  good = check_tf32() && good;
  good = check_loads() && good;
  good = check_powers() && good;
  good = check_swizzle<2>() && check_swizzle<4>() && check_swizzle<8>() && check_swizzle<16>() &&
         check_swizzle<32>() && good;
  std::printf("ldmatrix, mma and the swizzle: %s\n", good ? "OK" : "FAIL");
  return good ? 0 : 1;
}
