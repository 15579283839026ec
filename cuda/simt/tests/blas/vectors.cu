// SPDX-License-Identifier: Apache-2.0
// cuBLAS' functions of vectors, and gemv, ger, geam.
// flags: -lcublas
#include <cmath>

#include "../api/check.hpp"
#include <cublas_v2.h>

#define BLAS(call) EXPECT((call) == CUBLAS_STATUS_SUCCESS)

static bool near(double a, double b) { return std::fabs(a - b) < 1e-5; }

int main() {
  const float x_host[4] = {1, -2, 3, -4};
  const float y_host[4] = {5, 6, 7, 8};
  float out[6] = {};
  float* x = nullptr;
  float* y = nullptr;
  float* a = nullptr;
  OK(cudaMalloc(&x, sizeof(x_host)));
  OK(cudaMalloc(&y, sizeof(y_host)));
  OK(cudaMalloc(&a, 6 * sizeof(float)));
  BLAS(cublasSetVector(4, sizeof(float), x_host, 1, x, 1));
  BLAS(cublasSetVector(4, sizeof(float), y_host, 1, y, 1));
  cublasHandle_t handle = nullptr;
  BLAS(cublasCreate(&handle));
  float result = 0;
  BLAS(cublasSdot(handle, 4, x, 1, y, 1, &result));
  EXPECT(near(result, 5 - 12 + 21 - 32));
  BLAS(cublasSnrm2(handle, 4, x, 1, &result));
  EXPECT(near(result, std::sqrt(30.0)));
  BLAS(cublasSasum(handle, 2, x, 2, &result));
  EXPECT(near(result, 4));
  int index = 0;
  BLAS(cublasIsamax(handle, 4, x, 1, &index));
  EXPECT(index == 4);
  BLAS(cublasIsamin(handle, 4, x, 1, &index));
  EXPECT(index == 1);
  const float two = 2;
  const float one = 1;
  const float zero = 0;
  BLAS(cublasSaxpy(handle, 4, &two, x, 1, y, 1));
  BLAS(cublasSscal(handle, 4, &two, x, 1));
  BLAS(cublasGetVector(4, sizeof(float), y, 1, out, 1));
  EXPECT(near(out[0], 7) && near(out[3], 0));
  const float matrix[6] = {1, 2, 3, 4, 5, 6};  // 2 x 3, columns
  BLAS(cublasSetMatrix(2, 3, sizeof(float), matrix, 2, a, 2));
  BLAS(cublasSgemv(handle, CUBLAS_OP_N, 2, 3, &one, a, 2, x, 1, &zero, y, 1));
  OK(cudaMemcpy(out, y, 2 * sizeof(float), cudaMemcpyDeviceToHost));
  EXPECT(near(out[0], 2 - 12 + 30) && near(out[1], 4 - 16 + 36));
  BLAS(cublasSgemv(handle, CUBLAS_OP_T, 2, 3, &one, a, 2, x, 1, &zero, y, 1));
  OK(cudaMemcpy(out, y, 3 * sizeof(float), cudaMemcpyDeviceToHost));
  EXPECT(near(out[0], 2 - 8) && near(out[2], 10 - 24));
  float* t = nullptr;
  OK(cudaMalloc(&t, 6 * sizeof(float)));
  BLAS(cublasSgeam(handle, CUBLAS_OP_T, CUBLAS_OP_N, 3, 2, &one, a, 2, &zero, nullptr, 3, t, 3));
  OK(cudaMemcpy(out, t, sizeof(matrix), cudaMemcpyDeviceToHost));
  EXPECT(near(out[1], 3) && near(out[3], 2) && near(out[5], 6));
  // The result goes to the device.
  BLAS(cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_DEVICE));
  BLAS(cublasSdot(handle, 3, t, 1, t, 1, y));
  OK(cudaMemcpy(out, y, sizeof(float), cudaMemcpyDeviceToHost));
  EXPECT(near(out[0], 1 + 9 + 25));
  BLAS(cublasDestroy(handle));
  OK(cudaFree(x));
  OK(cudaFree(y));
  OK(cudaFree(a));
  OK(cudaFree(t));
  return 0;
}
