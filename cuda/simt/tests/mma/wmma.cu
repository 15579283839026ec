// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief nvcuda::wmma: every shape and type, row and column order, against plain loops.
#include <cstdio>
#include <cstdlib>

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>
#include <mma.h>

using namespace nvcuda;

namespace {

/// c [m, n] = a [m, k] * b [k, n] + c, one warp; leading dimensions as given.
template <int m, int n, int k, class T, class Stored, class Sum, class ALayout, class BLayout>
__global__ void multiply(const Stored* a,
                         const Stored* b,
                         Sum* c,
                         unsigned lda,
                         unsigned ldb,
                         unsigned ldc,
                         wmma::layout_t c_layout) {
  wmma::fragment<wmma::matrix_a, m, n, k, T, ALayout> left;
  wmma::fragment<wmma::matrix_b, m, n, k, T, BLayout> right;
  wmma::fragment<wmma::accumulator, m, n, k, Sum> sum;
  wmma::load_matrix_sync(left, a, lda);
  wmma::load_matrix_sync(right, b, ldb);
  wmma::load_matrix_sync(sum, c, ldc, c_layout);
  wmma::mma_sync(sum, left, right, sum);
  wmma::store_matrix_sync(c, sum, ldc, c_layout);
}

template <class T>
T number(int i) {
  return static_cast<T>(static_cast<float>(i));
}

double plain(double x) { return x; }
double plain(float x) { return x; }
double plain(int x) { return x; }
double plain(signed char x) { return x; }
double plain(unsigned char x) { return x; }
double plain(__half x) { return __half2float(x); }
double plain(__nv_bfloat16 x) { return __bfloat162float(x); }

template <int m, int n, int k, class T, class Stored, class Sum, class ALayout, class BLayout>
bool check(const char* name, wmma::layout_t c_layout) {
  constexpr bool kARows = std::is_same<ALayout, wmma::row_major>::value;
  constexpr bool kBRows = std::is_same<BLayout, wmma::row_major>::value;
  constexpr int kPad = 16;
  const int lda = (kARows ? k : m) + kPad;
  const int ldb = (kBRows ? n : k) + kPad;
  const int ldc = (c_layout == wmma::mem_row_major ? n : m) + kPad;
  Stored* a = nullptr;
  Stored* b = nullptr;
  Sum* c = nullptr;
  cudaMallocManaged(&a, 64 * 64 * sizeof(Stored));
  cudaMallocManaged(&b, 64 * 64 * sizeof(Stored));
  cudaMallocManaged(&c, 64 * 64 * sizeof(Sum));
  for (int i = 0; i < 64 * 64; ++i) {
    a[i] = number<Stored>(std::rand() % 16);
    b[i] = number<Stored>(std::rand() % 8);
    c[i] = number<Sum>(std::rand() % 5);
  }
  double expected[32][32];
  for (int row = 0; row < m; ++row) {
    for (int column = 0; column < n; ++column) {
      double sum =
          plain(c[c_layout == wmma::mem_row_major ? row * ldc + column : column * ldc + row]);
      for (int i = 0; i < k; ++i) {
        sum += plain(a[kARows ? row * lda + i : i * lda + row]) *
               plain(b[kBRows ? i * ldb + column : column * ldb + i]);
      }
      expected[row][column] = sum;
    }
  }
  multiply<m, n, k, T, Stored, Sum, ALayout, BLayout>
      <<<1, 32>>>(a, b, c, static_cast<unsigned>(lda), static_cast<unsigned>(ldb),
                  static_cast<unsigned>(ldc), c_layout);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int row = 0; row < m; ++row) {
    for (int column = 0; column < n; ++column) {
      const double got =
          plain(c[c_layout == wmma::mem_row_major ? row * ldc + column : column * ldc + row]);
      good = good && got == plain(number<Sum>(static_cast<int>(expected[row][column])));
    }
  }
  cudaFree(c);
  cudaFree(b);
  cudaFree(a);
  if (!good) std::printf("%s %dx%dx%d is wrong\n", name, m, n, k);
  return good;
}

template <int m, int n, int k, class T, class Stored, class Sum>
bool all_orders(const char* name) {
  using Rows = wmma::row_major;
  using Columns = wmma::col_major;
  const bool one = check<m, n, k, T, Stored, Sum, Rows, Columns>(name, wmma::mem_row_major);
  const bool two = check<m, n, k, T, Stored, Sum, Columns, Rows>(name, wmma::mem_col_major);
  return one && two;
}

template <class T, class Sum>
bool three_shapes(const char* name) {
  const bool one = all_orders<16, 16, 16, T, T, Sum>(name);
  const bool two = all_orders<32, 8, 16, T, T, Sum>(name);
  const bool three = all_orders<8, 32, 16, T, T, Sum>(name);
  return one && two && three;
}

/// What fragments are used for otherwise: filling, scaling every element, adding two.
__global__ void elements(float* out) {
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> one;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> two;
  wmma::fill_fragment(one, 1.5F);
  wmma::load_matrix_sync(two, out, 16, wmma::mem_row_major);
  for (int i = 0; i < one.num_elements; ++i) two.x[i] = 2 * two.x[i] + one.x[i];
  wmma::store_matrix_sync(out, two, 16, wmma::mem_row_major);
}

bool check_elements() {
  float* out = nullptr;
  cudaMallocManaged(&out, 256 * sizeof(float));
  for (int i = 0; i < 256; ++i) out[i] = static_cast<float>(i);
  elements<<<1, 32>>>(out);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  for (int i = 0; i < 256; ++i) good = good && out[i] == 2.0F * static_cast<float>(i) + 1.5F;
  cudaFree(out);
  if (!good) std::printf("elements are wrong\n");
  return good;
}

}  // namespace

int main() {
  bool good = three_shapes<__half, float>("half");
  good = three_shapes<__half, __half>("half in half") && good;
  good = three_shapes<__nv_bfloat16, float>("bfloat16") && good;
  good = three_shapes<signed char, int>("signed char") && good;
  good = three_shapes<unsigned char, int>("unsigned char") && good;
  good = all_orders<16, 16, 8, wmma::precision::tf32, float, float>("tf32") && good;
  good = all_orders<8, 8, 4, double, double, double>("double") && good;
  good = check_elements() && good;
  return good ? 0 : 1;
}
