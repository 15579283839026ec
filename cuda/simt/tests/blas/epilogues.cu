// SPDX-License-Identifier: Apache-2.0
// cublasLt: a linear layer with bias and gelu, its auxiliary matrix, and the gradients.
// flags: -lcublasLt -lcublas
#include <cmath>
#include <vector>

#include "../api/check.hpp"
#include <cublasLt.h>

#define BLAS(call) EXPECT((call) == CUBLAS_STATUS_SUCCESS)

static const int kM = 8;
static const int kN = 6;
static const int kK = 4;

static float number(int i) { return static_cast<float>((i * 29 + 7) % 11 - 5) * 0.125F; }

static float* on_device(int n) {
  std::vector<float> host;
  for (int i = 0; i < n; ++i) host.push_back(number(i));
  float* data = nullptr;
  OK(cudaMalloc(&data, host.size() * sizeof(float)));
  OK(cudaMemcpy(data, host.data(), host.size() * sizeof(float), cudaMemcpyHostToDevice));
  return data;
}

static std::vector<float> to_host(const float* data, int n) {
  std::vector<float> host(static_cast<size_t>(n));
  OK(cudaMemcpy(host.data(), data, host.size() * sizeof(float), cudaMemcpyDeviceToHost));
  return host;
}

static float gelu(float x) {
  return 0.5F * x * (1 + std::tanh(0.7978845608F * (x + 0.044715F * x * x * x)));
}

struct Layer {
  cublasLtHandle_t handle = nullptr;
  cublasLtMatmulDesc_t matmul = nullptr;
  cublasLtMatrixLayout_t weight = nullptr;
  cublasLtMatrixLayout_t input = nullptr;
  cublasLtMatrixLayout_t output = nullptr;
  cublasLtMatmulPreference_t preference = nullptr;

  Layer() {
    BLAS(cublasLtCreate(&handle));
    BLAS(cublasLtMatmulDescCreate(&matmul, CUBLAS_COMPUTE_32F, CUDA_R_32F));
    BLAS(cublasLtMatrixLayoutCreate(&weight, CUDA_R_32F, kK, kM, kK));
    BLAS(cublasLtMatrixLayoutCreate(&input, CUDA_R_32F, kK, kN, kK));
    BLAS(cublasLtMatrixLayoutCreate(&output, CUDA_R_32F, kM, kN, kM));
    BLAS(cublasLtMatmulPreferenceCreate(&preference));
    set(CUBLASLT_MATMUL_DESC_TRANSA, CUBLAS_OP_T);
    set(CUBLASLT_MATMUL_DESC_TRANSB, CUBLAS_OP_N);
    const size_t workspace = 1 << 20;
    BLAS(cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
                                              &workspace, sizeof(workspace)));
  }

  ~Layer() {
    BLAS(cublasLtMatmulPreferenceDestroy(preference));
    BLAS(cublasLtMatrixLayoutDestroy(weight));
    BLAS(cublasLtMatrixLayoutDestroy(input));
    BLAS(cublasLtMatrixLayoutDestroy(output));
    BLAS(cublasLtMatmulDescDestroy(matmul));
    BLAS(cublasLtDestroy(handle));
  }

  template <class T>
  void set(cublasLtMatmulDescAttributes_t attribute, T value) {
    BLAS(cublasLtMatmulDescSetAttribute(matmul, attribute, &value, sizeof(value)));
  }

  void run(const float* w, const float* x, float* y) {
    cublasLtMatmulHeuristicResult_t heuristic;
    int found = 0;
    BLAS(cublasLtMatmulAlgoGetHeuristic(handle, matmul, weight, input, output, output, preference,
                                        1, &heuristic, &found));
    EXPECT(found == 1);
    const float one = 1;
    const float zero = 0;
    BLAS(cublasLtMatmul(handle, matmul, &one, w, weight, x, input, &zero, y, output, y, output,
                        &heuristic.algo, nullptr, 0, nullptr));
    OK(cudaDeviceSynchronize());
  }
};

int main() {
  float* weight = on_device(kK * kM);
  float* input = on_device(kK * kN);
  float* bias = on_device(kM);
  float* output = on_device(kM * kN);
  float* before = on_device(kM * kN);
  Layer layer;
  layer.set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_GELU_AUX_BIAS);
  layer.set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, static_cast<const void*>(bias));
  layer.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, static_cast<void*>(before));
  layer.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, static_cast<int64_t>(kM));
  layer.run(weight, input, output);
  const std::vector<float> y = to_host(output, kM * kN);
  const std::vector<float> z = to_host(before, kM * kN);
  for (int j = 0; j < kN; ++j) {
    for (int i = 0; i < kM; ++i) {
      float sum = number(i);
      for (int k = 0; k < kK; ++k) sum += number(k + i * kK) * number(k + j * kK);
      const auto at = static_cast<size_t>(i + j * kM);
      EXPECT(std::fabs(z[at] - sum) < 1e-5F);
      EXPECT(std::fabs(y[at] - gelu(sum)) < 1e-4F);
    }
  }
  // The gradient of the bias of the next layer: the sums of the input's columns.
  layer.set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BGRADB);
  layer.run(weight, input, output);
  const std::vector<float> sums = to_host(bias, kN);
  for (int j = 0; j < kN; ++j) {
    float sum = 0;
    for (int k = 0; k < kK; ++k) sum += number(k + j * kK);
    EXPECT(std::fabs(sums[static_cast<size_t>(j)] - sum) < 1e-5F);
  }
  for (float* each : {weight, input, bias, output, before}) OK(cudaFree(each));
  return 0;
}
