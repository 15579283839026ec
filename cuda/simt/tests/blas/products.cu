// SPDX-License-Identifier: Apache-2.0
// cuBLAS' products in every form, against loops.
// flags: -lcublas
#include <cmath>
#include <vector>

#include "../api/check.hpp"
#include <cublas_v2.h>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#define BLAS(call) EXPECT((call) == CUBLAS_STATUS_SUCCESS)

static const int kM = 7;
static const int kN = 5;
static const int kK = 9;

/// Small integers, so that halves hold every product and sum exactly.
static float number(int i) { return static_cast<float>((i * 37 + 11) % 9 - 4); }

template <class T>
struct OnDevice {
  T* data = nullptr;
  int count;
  explicit OnDevice(int n) : count(n) {
    std::vector<T> host;
    for (int i = 0; i < n; ++i) host.push_back(T(number(i)));
    OK(cudaMalloc(&data, static_cast<size_t>(n) * sizeof(T)));
    OK(cudaMemcpy(data, host.data(), static_cast<size_t>(n) * sizeof(T), cudaMemcpyHostToDevice));
  }
  ~OnDevice() { OK(cudaFree(data)); }
  std::vector<float> host() const {
    std::vector<T> values(static_cast<size_t>(count));
    OK(cudaMemcpy(values.data(), data, values.size() * sizeof(T), cudaMemcpyDeviceToHost));
    std::vector<float> result;
    for (const T& each : values) result.push_back(static_cast<float>(each));
    return result;
  }
};

/// op(A)(i, l) of a column-major matrix.
static float at(bool transposed, int ld, int i, int l) {
  return number(transposed ? l + i * ld : i + l * ld);
}

template <class T, class Multiply>
static void against_loops(bool ta, bool tb, Multiply multiply) {
  const int lda = ta ? kK : kM;
  const int ldb = tb ? kN : kK;
  OnDevice<T> a(kM * kK);
  OnDevice<T> b(kK * kN);
  OnDevice<T> c(kM * kN);
  multiply(ta ? CUBLAS_OP_T : CUBLAS_OP_N, tb ? CUBLAS_OP_T : CUBLAS_OP_N, a.data, lda, b.data, ldb,
           c.data);
  const std::vector<float> result = c.host();
  for (int j = 0; j < kN; ++j) {
    for (int i = 0; i < kM; ++i) {
      float sum = 0;
      for (int l = 0; l < kK; ++l) sum += at(ta, lda, i, l) * at(tb, ldb, l, j);
      EXPECT(result[static_cast<size_t>(i + j * kM)] == 2 * sum - number(i + j * kM));
    }
  }
}

int main() {
  cublasHandle_t handle = nullptr;
  BLAS(cublasCreate(&handle));
  BLAS(cublasSetMathMode(handle, CUBLAS_DEFAULT_MATH));
  cudaStream_t stream = nullptr;
  OK(cudaStreamCreate(&stream));
  BLAS(cublasSetStream(handle, stream));
  for (int form = 0; form < 4; ++form) {
    const bool ta = (form & 1) != 0;
    const bool tb = (form & 2) != 0;
    const float alpha = 2;
    const float beta = -1;
    against_loops<float>(ta, tb, [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
      BLAS(cublasSgemm(handle, oa, ob, kM, kN, kK, &alpha, a, lda, b, ldb, &beta, c, kM));
    });
    against_loops<double>(ta, tb, [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
      const double two = 2;
      const double minus = -1;
      BLAS(cublasDgemm(handle, oa, ob, kM, kN, kK, &two, a, lda, b, ldb, &minus, c, kM));
    });
    against_loops<__half>(ta, tb, [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
      BLAS(cublasGemmEx(handle, oa, ob, kM, kN, kK, &alpha, a, CUDA_R_16F, lda, b, CUDA_R_16F, ldb,
                        &beta, c, CUDA_R_16F, kM, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT));
    });
    against_loops<__half>(ta, tb, [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
      const __half two = 2.0F;
      const __half minus = -1.0F;
      BLAS(cublasHgemm(handle, oa, ob, kM, kN, kK, &two, a, lda, b, ldb, &minus, c, kM));
    });
    against_loops<__nv_bfloat16>(
        ta, tb, [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
          BLAS(cublasGemmStridedBatchedEx(handle, oa, ob, kM, kN, kK, &alpha, a, CUDA_R_16BF, lda,
                                          0, b, CUDA_R_16BF, ldb, 0, &beta, c, CUDA_R_16BF, kM, 0,
                                          1, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT_TENSOR_OP));
        });
  }
  // Two products of one column each, from one batch.
  against_loops<float>(false, false,
                       [&](auto oa, auto ob, auto a, int lda, auto b, int ldb, auto c) {
                         const float alpha = 2;
                         const float beta = -1;
                         BLAS(cublasSgemmStridedBatched(handle, oa, ob, kM, 1, kK, &alpha, a, lda,
                                                        0, b, ldb, kK, &beta, c, kM, kM, kN));
                       });
  OK(cudaStreamSynchronize(stream));
  BLAS(cublasDestroy(handle));
  OK(cudaStreamDestroy(stream));
  return 0;
}
