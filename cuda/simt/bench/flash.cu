// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup simt
/// @brief For `./warplight bench simt`: the tiled attention of the examples beside a plain scalar loop, a barrier,
///        and a kernel without barriers. Prints one JSON object; times are CPU seconds of this process.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "../examples/attention.cuh"

namespace {

using example::kHeadDim;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// The same arithmetic without tiles or threads: one row after another.
void scalar_attention(const float* q, const float* k, const float* v, float* o, int n) {
  std::vector<float> s(n);
  for (int i = 0; i < n; ++i) {
    float highest = -INFINITY;
    for (int j = 0; j < n; ++j) {
      float dot = 0.0F;
      for (int d = 0; d < kHeadDim; ++d) dot += q[i * kHeadDim + d] * k[j * kHeadDim + d];
      s[j] = dot * example::kScale;
      highest = fmaxf(highest, s[j]);
    }
    float sum = 0.0F;
    float* out = o + i * kHeadDim;
    for (int d = 0; d < kHeadDim; ++d) out[d] = 0.0F;
    for (int j = 0; j < n; ++j) {
      const float p = expf(s[j] - highest);
      sum += p;
      for (int d = 0; d < kHeadDim; ++d) out[d] += p * v[j * kHeadDim + d];
    }
    for (int d = 0; d < kHeadDim; ++d) out[d] /= sum;
  }
}

__global__ void barriers(int rounds) {
  for (int i = 0; i < rounds; ++i) __syncthreads();
}

constexpr unsigned kResident = 4;  // blocks whose words fit the cache together

/// No barrier, hardly any work: what is left is the price of a thread. Blocks write the same value to the same words.
__global__ void count_threads(float* x) {
  x[blockIdx.x % kResident * blockDim.x + threadIdx.x] = 1.0F;
}

struct Attention {
  double loop;
  double kernel;
  double error;
};

Attention attention(int n) {
  const int count = n * kHeadDim;
  std::mt19937 generator(1);
  std::normal_distribution<float> normal;
  float* x[4] = {};  // q, k, v, o
  std::vector<float> host[4];
  for (int i = 0; i < 4; ++i) {
    host[i].resize(count);
    for (float& value : host[i]) value = normal(generator);
    cudaMalloc(&x[i], count * sizeof(float));
    cudaMemcpy(x[i], host[i].data(), count * sizeof(float), cudaMemcpyHostToDevice);
  }
  const double start = cpu_seconds();
  scalar_attention(host[0].data(), host[1].data(), host[2].data(), host[3].data(), n);
  const double between = cpu_seconds();
  example::flash<<<n / example::kTileRows, example::kThreads>>>(x[0], x[1], x[2], x[3], n);
  cudaDeviceSynchronize();
  const double end = cpu_seconds();
  std::vector<float> output(count);
  cudaMemcpy(output.data(), x[3], count * sizeof(float), cudaMemcpyDeviceToHost);
  double error = 0.0;
  for (int i = 0; i < count; ++i)
    error = fmax(error, fabs(static_cast<double>(output[i]) - host[3][i]));
  for (float* pointer : x) cudaFree(pointer);
  return {between - start, end - between, error};
}

double barrier_ns(int rounds) {
  const double start = cpu_seconds();
  barriers<<<1, example::kThreads>>>(rounds);
  cudaDeviceSynchronize();
  return (cpu_seconds() - start) * 1e9 / (static_cast<double>(rounds) * example::kThreads);
}

double thread_ns(unsigned threads) {
  float* x = nullptr;
  cudaMalloc(&x, kResident * 1024 * sizeof(float));
  const double start = cpu_seconds();
  count_threads<<<threads / 1024, 1024>>>(x);
  cudaDeviceSynchronize();
  const double seconds = cpu_seconds() - start;
  cudaFree(x);
  return seconds * 1e9 / threads;
}

}  // namespace

int main(int argc, char** argv) {
  const int n = argc > 1 ? std::atoi(argv[1]) : 1024;
  const Attention times = attention(n);
  // A checked program is many times slower at these: enough of them, and no more.
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 20000;
  std::printf(
      "{\"n\": %d, \"loop_s\": %.6f, \"kernel_s\": %.6f, \"max_error\": %.3g, \"barrier_ns\": "
      "%.3f, "
      "\"thread_ns\": %.3f}\n",
      n, times.loop, times.kernel, times.error, barrier_ns(rounds),
      thread_ns(static_cast<unsigned>(rounds) * 1024));
  return times.error < 1e-4 ? 0 : 1;
}
