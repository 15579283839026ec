// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief CUDA's special functions that the C library lacks. In long double, which holds 11 more bits than double
///        on x86, so that plain formulas are good to the last bit or two of double.
#include <cmath>
#include <limits>

#include "simt/math/functions.hpp"

namespace simt {
namespace {

constexpr long double kPi = 3.14159265358979323846264338327950288L;
constexpr long double kSqrtPi = 1.77245385090551602729816748334114518L;
constexpr long double kSqrt2 = 1.41421356237309504880168872420969808L;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// erfc's inverse for 0 < y <= 1: Hastings' rational approximation of the normal quantile (Abramowitz and Stegun
/// 26.2.22, 3e-3), then Halley's method, which triples the digits with each step.
long double upper_erfc_inverse(long double y) {
  const long double t = std::sqrt(-2 * std::log(y / 2));
  long double x = (t - (2.30753L + t * 0.27061L) / (1 + t * (0.99229L + t * 0.04481L))) / kSqrt2;
  for (int step = 0; step < 3; ++step) {
    const long double slope = -2 / kSqrtPi * std::exp(-x * x);
    const long double newton = (std::erfc(x) - y) / slope;
    x -= newton / (1 + x * newton);
  }
  return x;
}

/// The same for erf near zero, where 1 - erf would lose the small value.
long double small_erf_inverse(long double y) {
  long double x = y * kSqrtPi / 2;
  for (int step = 0; step < 4; ++step) {
    const long double newton = (std::erf(x) - y) / (2 / kSqrtPi * std::exp(-x * x));
    x -= newton / (1 + x * newton);
  }
  return x;
}

/// I_n(x) for x >= 0: sum over k of (x/2)^(2k+n) / (k! (k+n)!), all terms positive.
long double bessel_series(int n, long double x) {
  const long double quarter = x * x / 4;
  long double term = n == 0 ? 1 : x / 2;
  long double sum = term;
  for (int k = 1; term > sum * 1e-21L; ++k) {
    term *= quarter / (static_cast<long double>(k) * (k + n));
    sum += term;
  }
  return sum;
}

/// The asymptotic series for large x: e^x / sqrt(2 pi x) (1 - (m-1)/(8x) + (m-1)(m-9)/(2! (8x)^2) - ...), m = 4n^2.
long double bessel_asymptotic(int n, long double x) {
  const long double m = 4.0L * n * n;
  long double term = 1;
  long double sum = 1;
  for (int k = 1; k < 30; ++k) {
    const long double odd = 2.0L * k - 1;
    term *= -(m - odd * odd) / (k * 8 * x);
    sum += term;
  }
  return std::exp(x) / std::sqrt(2 * kPi * x) * sum;
}

double bessel_i(int n, double x) {
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return n == 1 ? x : kInfinity;
  const long double size = std::fabs(static_cast<long double>(x));
  const long double value = size < 40 ? bessel_series(n, size) : bessel_asymptotic(n, size);
  return static_cast<double>(n == 1 && x < 0 ? -value : value);
}

}  // namespace

double sin_pi(double x) {
  if (!std::isfinite(x)) return kNan;
  const double rest = std::remainder(x, 2.0);  // exact, in [-1, 1]
  if (rest == 0 || std::fabs(rest) == 1) return std::copysign(0.0, x);
  const long double size = std::fabs(static_cast<long double>(rest));
  const long double folded = size > 0.5L ? 1 - size : size;
  const long double value =
      folded > 0.25L ? std::cos(kPi * (0.5L - folded)) : std::sin(kPi * folded);
  return static_cast<double>(rest < 0 ? -value : value);
}

double cos_pi(double x) {
  if (!std::isfinite(x)) return kNan;
  const long double size = std::fabs(static_cast<long double>(std::remainder(x, 2.0)));
  if (size == 0.5L) return 0.0;
  const long double value = size < 0.25L   ? std::cos(kPi * size)
                            : size > 0.75L ? -std::cos(kPi * (1 - size))
                                           : std::sin(kPi * (0.5L - size));
  return static_cast<double>(value);
}

double erf_inverse(double x) {
  if (std::isnan(x) || std::fabs(x) > 1) return kNan;
  if (std::fabs(x) == 1) return std::copysign(kInfinity, x);
  if (x == 0) return x;
  const long double size = std::fabs(static_cast<long double>(x));
  const long double value = size < 0.5L ? small_erf_inverse(size) : upper_erfc_inverse(1 - size);
  return std::copysign(static_cast<double>(value), x);
}

double erfc_inverse(double x) {
  if (std::isnan(x) || x < 0 || x > 2) return kNan;
  if (x == 0) return kInfinity;
  if (x == 2) return -kInfinity;
  if (x > 0.5 && x < 1.5) return erf_inverse(1 - x);
  return static_cast<double>(x < 1 ? upper_erfc_inverse(x)
                                   : -upper_erfc_inverse(2 - static_cast<long double>(x)));
}

double erfc_scaled(double x) {
  const long double y = x;
  if (x < 100) return static_cast<double>(std::exp(y * y) * std::erfc(y));
  // The asymptotic series; its fifth term is below 1e-18.
  const long double inverse = 1 / (2 * y * y);
  return static_cast<double>(
      1 / (kSqrtPi * y) *
      (1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))));
}

double normal_cdf(double x) {
  return static_cast<double>(std::erfc(-static_cast<long double>(x) / kSqrt2) / 2);
}

double normal_cdf_inverse(double x) {
  if (std::isnan(x) || x < 0 || x > 1) return kNan;
  if (x == 0) return -kInfinity;
  if (x == 1) return kInfinity;
  const long double y = x;
  if (std::fabs(y - 0.5L) < 0.25L) {
    const long double value = small_erf_inverse(std::fabs(2 * y - 1));
    return static_cast<double>(y < 0.5L ? -kSqrt2 * value : kSqrt2 * value);
  }
  return static_cast<double>(x < 0.5 ? -kSqrt2 * upper_erfc_inverse(2 * y)
                                     : kSqrt2 * upper_erfc_inverse(2 - 2 * y));
}

double bessel_i0(double x) { return bessel_i(0, x); }
double bessel_i1(double x) { return bessel_i(1, x); }

}  // namespace simt
