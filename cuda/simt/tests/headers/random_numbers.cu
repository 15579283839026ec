// SPDX-License-Identifier: Apache-2.0
// cuRAND on both sides: means, deviations, ranges; Philox's published numbers; no two threads alike.
// emulator only: nvcc would need the library
#include <cmath>
#include <cstdio>
#include <vector>

#include <curand.h>
#include <curand_kernel.h>

__global__ void draw(float* uniform, float* normal, unsigned* bits, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  curandState state;
  curand_init(1234, i, 0, &state);
  if (i == 0) {
    curandStatePhilox4_32_10_t zero;
    curand_init(0, 0, 0, &zero);
    for (int k = 0; k < 4; ++k) bits[k] = curand(&zero);
  }
  if (i >= n) return;
  uniform[i] = curand_uniform(&state);
  normal[i] = curand_normal(&state);
}

int failures = 0;

void expect(bool good, const char* what) {
  if (good) return;
  std::printf("not so: %s\n", what);
  ++failures;
}

template <class T>
void expect_moments(const std::vector<T>& values, double mean, double variance, const char* what) {
  double sum = 0;
  double squares = 0;
  for (const T value : values) {
    sum += value;
    squares += static_cast<double>(value) * value;
  }
  const double got = sum / static_cast<double>(values.size());
  expect(std::fabs(got - mean) < 0.02, what);
  expect(std::fabs(squares / static_cast<double>(values.size()) - got * got - variance) < 0.03,
         what);
}

int main() {
  const int n = 1 << 15;
  float* uniform;
  float* normal;
  unsigned* bits;
  cudaMallocManaged(&uniform, n * sizeof(float));
  cudaMallocManaged(&normal, n * sizeof(float));
  cudaMallocManaged(&bits, 4 * sizeof(unsigned));
  draw<<<n / 256, 256>>>(uniform, normal, bits, n);
  expect(cudaDeviceSynchronize() == cudaSuccess, "the kernel runs");
  // Random123's known answer for counter 0 and key 0.
  const unsigned known[4] = {0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U};
  for (int k = 0; k < 4; ++k) expect(bits[k] == known[k], "Philox's known answer");
  expect_moments(std::vector<float>(uniform, uniform + n), 0.5, 1.0 / 12, "curand_uniform");
  expect_moments(std::vector<float>(normal, normal + n), 0, 1, "curand_normal");

  curandGenerator_t generator;
  curandCreateGenerator(&generator, CURAND_RNG_PSEUDO_DEFAULT);
  curandSetPseudoRandomGeneratorSeed(generator, 42);
  double* device;
  std::vector<double> host(n);
  cudaMalloc(&device, n * sizeof(double));
  expect(curandGenerateUniformDouble(generator, device, n) == CURAND_STATUS_SUCCESS, "uniform");
  cudaMemcpy(host.data(), device, n * sizeof(double), cudaMemcpyDeviceToHost);
  expect_moments(host, 0.5, 1.0 / 12, "curandGenerateUniformDouble");
  expect(curandGenerateNormalDouble(generator, device, n, 3.0, 2.0) == CURAND_STATUS_SUCCESS,
         "normal");
  cudaMemcpy(host.data(), device, n * sizeof(double), cudaMemcpyDeviceToHost);
  for (double& x : host) x = (x - 3.0) / 2.0;
  expect_moments(host, 0, 1, "curandGenerateNormalDouble");
  curandDestroyGenerator(generator);
  cudaFree(uniform);
  cudaFree(normal);
  cudaFree(bits);
  cudaFree(device);
  return failures;
}
