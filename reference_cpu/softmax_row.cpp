// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/softmax_row.hpp"

#include "reference_cpu/exp.hpp"
#include "reference_cpu/hot_loop.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace warplight::reference {
namespace {

WARPLIGHT_HOT_LOOP void exp_row(const float* x, float* y, std::int64_t count, float largest) {
  for (std::int64_t i = 0; i < count; ++i) {
    y[i] = exp_of_non_positive(x[i] - largest);
  }
}

void exp_row(const double* x, double* y, std::int64_t count, double largest) {
  std::transform(x, x + count, y,
                 [largest](double element) { return std::exp(element - largest); });
}

WARPLIGHT_HOT_LOOP void scale_row(float* y, std::int64_t count, float factor) {
  for (std::int64_t i = 0; i < count; ++i) {
    y[i] *= factor;
  }
}

void scale_row(double* y, std::int64_t count, double factor) {
  std::for_each(y, y + count, [factor](double& element) { element *= factor; });
}

// Eight sums side by side, which the compiler keeps in registers, in double: a long row of floats would
// lose the last digits.
template <class T>
[[gnu::always_inline]] inline double sum_of(const T* y, std::int64_t count) {
  constexpr std::int64_t kSums = 8;
  double sums[kSums] = {};
  const std::int64_t whole = count / kSums * kSums;
  for (std::int64_t i = 0; i < whole; i += kSums) {
    for (std::int64_t s = 0; s < kSums; ++s) {
      sums[s] += static_cast<double>(y[i + s]);
    }
  }
  double total = 0;
  for (const double sum : sums) {
    total += sum;
  }
  for (std::int64_t i = whole; i < count; ++i) {
    total += static_cast<double>(y[i]);
  }
  return total;
}

WARPLIGHT_HOT_LOOP double sum_row(const float* y, std::int64_t count) { return sum_of(y, count); }
double sum_row(const double* y, std::int64_t count) { return sum_of(y, count); }

// The largest element, sixteen candidates side by side. NaN is passed over: the sum will bring it back.
template <class T>
[[gnu::always_inline]] inline T max_of(const T* x, std::int64_t count) {
  constexpr std::int64_t kCandidates = 16;
  T best[kCandidates];
  std::fill(best, best + kCandidates, -std::numeric_limits<T>::infinity());
  const std::int64_t whole = count / kCandidates * kCandidates;
  for (std::int64_t i = 0; i < whole; i += kCandidates) {
    for (std::int64_t c = 0; c < kCandidates; ++c) {
      best[c] = x[i + c] > best[c] ? x[i + c] : best[c];
    }
  }
  T largest = best[0];
  for (const T candidate : best) {
    largest = candidate > largest ? candidate : largest;
  }
  for (std::int64_t i = whole; i < count; ++i) {
    largest = x[i] > largest ? x[i] : largest;
  }
  return largest;
}

WARPLIGHT_HOT_LOOP float max_row(const float* x, std::int64_t count) { return max_of(x, count); }
double max_row(const double* x, std::int64_t count) { return max_of(x, count); }

template <class T>
void softmax(const T* x, T* y, std::int64_t count, bool allow_empty) {
  if (count == 0) {
    return;
  }
  const T largest = max_row(x, count);
  if (allow_empty && largest == -std::numeric_limits<T>::infinity()) {
    std::fill(y, y + count, T{0});
    return;
  }
  exp_row(x, y, count, largest);
  scale_row(y, count, static_cast<T>(1 / sum_row(y, count)));
}

}  // namespace

void softmax_row(const float* x, float* y, std::int64_t count, bool allow_empty) {
  softmax(x, y, count, allow_empty);
}

void softmax_row(const double* x, double* y, std::int64_t count, bool allow_empty) {
  softmax(x, y, count, allow_empty);
}

}  // namespace warplight::reference
