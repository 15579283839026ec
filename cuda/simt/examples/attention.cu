// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup simt
/// @brief The first kernel that a newcomer sees: attention in both ways, its error, and what it asked of memory, as
///        counted and as the formula has it. Compiled a second time with -DWITHOUT_BARRIER, it has a race.
///        With nvcc and a GPU it runs without the counted columns.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "attention.cuh"
#ifdef __SIMT__
#include <simt/counters.hpp>
#endif

namespace {

using example::kHeadDim;
using example::kTileRows;

constexpr int kN = 256;
constexpr int kCount = kN * kHeadDim;
constexpr double kLimit = 5e-6;  // fp32, of values whose scale is 1

using Rows = std::vector<float>;  // [N, D]

/// softmax(Q K^T / sqrt(D)) V in double.
std::vector<double> exact(const Rows& q, const Rows& k, const Rows& v) {
  std::vector<double> o(kCount, 0.0);
  std::vector<double> p(kN);
  for (int i = 0; i < kN; ++i) {
    double sum = 0.0;
    for (int j = 0; j < kN; ++j) {
      double dot = 0.0;
      for (int d = 0; d < kHeadDim; ++d)
        dot += static_cast<double>(q[i * kHeadDim + d]) * k[j * kHeadDim + d];
      p[j] = std::exp(dot * example::kScale);
      sum += p[j];
    }
    for (int j = 0; j < kN; ++j) {
      for (int d = 0; d < kHeadDim; ++d) o[i * kHeadDim + d] += p[j] / sum * v[j * kHeadDim + d];
    }
  }
  return o;
}

struct Device {
  float* q;
  float* k;
  float* v;
  float* o;
  float* s;  // [N, N], v1 only
};

float* upload(const Rows& rows) {
  float* pointer = nullptr;
  cudaMalloc(&pointer, rows.size() * sizeof(float));
  cudaMemcpy(pointer, rows.data(), rows.size() * sizeof(float), cudaMemcpyHostToDevice);
  return pointer;
}

void run_naive(const Device& x) {
  const dim3 block(16, 16);
  example::scores<<<dim3(kN / 16, kN / 16), block>>>(x.q, x.k, x.s, kN);
  example::softmax_rows<<<kN / 64, 64>>>(x.s, kN);
  example::weighted_sum<<<dim3(kHeadDim / 16, kN / 16), block>>>(x.s, x.v, x.o, kN);
}

void run_flash(const Device& x) {
  example::flash<<<kN / kTileRows, example::kThreads>>>(x.q, x.k, x.v, x.o, kN);
}

struct Version {
  const char* name;
  void (*run)(const Device&);
  double formula;  // bytes that threads ask global memory for
  double scratch;  // bytes of intermediate results in global memory
};

constexpr double kN2 = static_cast<double>(kN) * kN;
const Version kNaive{"v1 naive", run_naive, 4.0 * (kN2 * (4 * kHeadDim + 6) + kCount), 4.0 * kN2};
const Version kFlash{"v2 tiled", run_flash, 4.0 * kCount * (2.0 * kN / kTileRows + 5.0), 0.0};

/// One row of the table; false if the answer or the count is wrong.
bool show(const Version& version, const Device& x, const std::vector<double>& expected) {
  version.run(x);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  Rows o(kCount);
  cudaMemcpy(o.data(), x.o, kCount * sizeof(float), cudaMemcpyDeviceToHost);
  double error = 0.0;
  for (int i = 0; i < kCount; ++i) error = std::fmax(error, std::fabs(o[i] - expected[i]));
  good = good && error <= kLimit;
  std::printf("   %-15s %9.1e", version.name, error);
#ifdef __SIMT__
  if (simt::counting()) {
    const auto bytes = simt::counted("global_load_bytes") + simt::counted("global_store_bytes");
    good = good && static_cast<double>(bytes) == version.formula;
    std::printf("%13.2f MB %7.2f MB %7.0f kB %9llu", static_cast<double>(bytes) / 1e6,
                version.formula / 1e6, version.scratch / 1e3,
                static_cast<unsigned long long>(simt::counted("barriers")));
    simt::forget_counted();
  }
  std::printf(" %9llu", static_cast<unsigned long long>(simt::findings()));
#endif
  std::printf("\n");
  return good;
}

}  // namespace

int main() {
  std::mt19937 generator(1);
  std::normal_distribution<float> normal;
  Rows host[3];
  for (Rows& rows : host) {
    rows.resize(kCount);
    for (float& value : rows) value = normal(generator);
  }
  const std::vector<double> expected = exact(host[0], host[1], host[2]);
  const Device x{upload(host[0]), upload(host[1]), upload(host[2]), upload(Rows(kCount)),
                 upload(Rows(kN * kN))};
#ifdef WITHOUT_BARRIER
  const bool good =
      show({"v2 minus a line", run_flash, kFlash.formula, kFlash.scratch}, x, expected);
#else
  std::printf(
      "   N=%d D=%d      max error   global memory    formula    scratch  barriers  findings\n", kN,
      kHeadDim);
  const bool first = show(kNaive, x, expected);
  const bool good = show(kFlash, x, expected) && first;
#endif
  for (float* pointer : {x.q, x.k, x.v, x.o, x.s}) cudaFree(pointer);
  return good ? 0 : 1;
}
