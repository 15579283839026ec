// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Epilogues: bias, relu, gelu, their gradients, and the auxiliary matrices that pass between them.
#include <cmath>
#include <cstddef>

#include "runtime/blas/element.hpp"
#include "runtime/blas/lt.hpp"

namespace simt::blas {
namespace {

constexpr double kRootTwoOverPi = 0.7978845608028654;
constexpr double kCubic = 0.044715;

/// The tanh form of gelu (Hendrycks and Gimpel, 2016), which cublasLt computes.
double gelu(double x) {
  return 0.5 * x * (1 + std::tanh(kRootTwoOverPi * (x + kCubic * x * x * x)));
}

double gelu_gradient(double x) {
  const double t = std::tanh(kRootTwoOverPi * (x + kCubic * x * x * x));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * kRootTwoOverPi * (1 + 3 * kCubic * x * x);
}

cudaDataType type_or(std::int32_t type, cudaDataType otherwise) {
  return type < 0 ? otherwise : static_cast<cudaDataType>(type);
}

/// A vector or matrix beside the product.
class Beside {
 public:
  Beside(void* data, cudaDataType type, std::int64_t first)
      : data_(static_cast<char*>(data)),
        type_(type),
        size_(static_cast<std::int64_t>(size_of(type))) {
    if (data_ != nullptr) data_ += first * size_;
  }
  double get(std::int64_t i) const { return read(type_, data_ + i * size_); }
  void set(std::int64_t i, double value) const { write(type_, data_ + i * size_, value); }

 private:
  char* data_;
  cudaDataType type_;
  std::int64_t size_;
};

/// relu keeps one bit an element, in columns of ld bits.
struct Bits {
  unsigned char* data;
  std::int64_t ld;

  bool get(int i, int j) const { return (data[j * (ld / 8) + i / 8] >> (i % 8) & 1) != 0; }
  void set(int i, int j, bool on) const {
    unsigned char& byte = data[j * (ld / 8) + i / 8];
    const auto bit = static_cast<unsigned char>(1U << (i % 8));
    byte = static_cast<unsigned char>(on ? byte | bit : byte & ~bit);
  }
};

void sum_rows(const Beside& to, int m, int n, const double* product) {
  for (int i = 0; i < m; ++i) {
    double sum = 0;
    for (int j = 0; j < n; ++j) sum += product[i + std::ptrdiff_t{j} * m];
    to.set(i, sum);
  }
}

}  // namespace

void apply_epilogue(
    const Description& d, cudaDataType type, int m, int n, int batch, double* product) {
  const auto bits_on = static_cast<unsigned>(d.epilogue);
  const Beside bias(d.bias, type_or(d.bias_type, type), batch * d.bias_stride);
  const Beside aux(d.aux, type_or(d.aux_type, type), batch * d.aux_stride);
  const Bits mask = {
      static_cast<unsigned char*>(d.aux) + (d.aux == nullptr ? 0 : batch * (d.aux_stride / 8)),
      d.aux_ld};
  const bool keep = (bits_on & kAux) != 0 && d.aux != nullptr;
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) {
      double& x = product[i + std::ptrdiff_t{j} * m];
      const std::int64_t beside = i + j * d.aux_ld;
      if ((bits_on & kBias) != 0) x += bias.get(i);
      if ((bits_on & kGelu) != 0) {
        if (keep) aux.set(beside, x);
        x = gelu(x);
      } else if ((bits_on & kGeluGradient) != 0) {
        x *= gelu_gradient(aux.get(beside));
      } else if ((bits_on & kRelu) != 0) {
        if (keep) mask.set(i, j, x > 0);
        x = x > 0 ? x : 0;
      } else if ((bits_on & kReluGradient) != 0) {
        x = mask.get(i, j) ? x : 0;
      }
    }
  }
  if ((bits_on & kBiasGradient) != 0) sum_rows(bias, m, n, product);
}

}  // namespace simt::blas
