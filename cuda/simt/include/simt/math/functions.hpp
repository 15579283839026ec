// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The mathematical functions that CUDA has and C has not. C's own are the C library's: <math.h> of C++
///        brings them, with their overloads, into the global namespace. C linkage and noexcept, since later
///        C libraries declare some of these names.

#include "simt/inline.hpp"
#include <math.h>
#include <stdlib.h>

namespace simt {

// Computed in runtime/math.cpp, to the precision of double or better.
double sin_pi(double x);
double cos_pi(double x);
double erf_inverse(double x);
double erfc_inverse(double x);
double erfc_scaled(double x);
double normal_cdf(double x);
double normal_cdf_inverse(double x);
double bessel_i0(double x);
double bessel_i1(double x);

/// Square root of a sum of squares that neither overflows nor underflows on the way.
SIMT_INLINE double root_of_squares(long double sum) {
  return static_cast<double>(__builtin_sqrtl(sum));
}

SIMT_INLINE long double square(double x) { return static_cast<long double>(x) * x; }

}  // namespace simt

// For each: the name for double, its suffixed and overloaded forms for float, and what it computes of the double x.
#define SIMT_MATH(name, expression)                                   \
  SIMT_C_INLINE double name(double x) noexcept { return expression; } \
  SIMT_C_INLINE float name##f(float y) noexcept {                     \
    const double x = static_cast<double>(y);                          \
    return static_cast<float>(expression);                            \
  }                                                                   \
  SIMT_INLINE float name(float x) { return name##f(x); }
SIMT_MATH(rsqrt, 1.0 / __builtin_sqrt(x))
SIMT_MATH(rcbrt, 1.0 / __builtin_cbrt(x))
SIMT_MATH(sinpi, ::simt::sin_pi(x))
SIMT_MATH(cospi, ::simt::cos_pi(x))
SIMT_MATH(erfinv, ::simt::erf_inverse(x))
SIMT_MATH(erfcinv, ::simt::erfc_inverse(x))
SIMT_MATH(erfcx, ::simt::erfc_scaled(x))
SIMT_MATH(normcdf, ::simt::normal_cdf(x))
SIMT_MATH(normcdfinv, ::simt::normal_cdf_inverse(x))
SIMT_MATH(cyl_bessel_i0, ::simt::bessel_i0(x))
SIMT_MATH(cyl_bessel_i1, ::simt::bessel_i1(x))
#undef SIMT_MATH

SIMT_C_INLINE double fdivide(double x, double y) noexcept { return x / y; }
SIMT_C_INLINE float fdividef(float x, float y) noexcept { return x / y; }
SIMT_INLINE float fdivide(float x, float y) { return x / y; }

SIMT_C_INLINE void sincospi(double x, double* sine, double* cosine) noexcept {
  *sine = ::simt::sin_pi(x);
  *cosine = ::simt::cos_pi(x);
}
SIMT_C_INLINE void sincospif(float x, float* sine, float* cosine) noexcept {
  *sine = sinpif(x);
  *cosine = cospif(x);
}
SIMT_INLINE void sincospi(float x, float* sine, float* cosine) { sincospif(x, sine, cosine); }

// glibc's, but with the stores in the caller's body, where the checkers see them.
extern "C" {
inline __attribute__((always_inline, gnu_inline)) void sincos(double x,
                                                              double* sine,
                                                              double* cosine) noexcept {
  *sine = __builtin_sin(x);
  *cosine = __builtin_cos(x);
}
inline __attribute__((always_inline, gnu_inline)) void sincosf(float x,
                                                               float* sine,
                                                               float* cosine) noexcept {
  *sine = __builtin_sinf(x);
  *cosine = __builtin_cosf(x);
}
}
SIMT_INLINE void sincos(float x, float* sine, float* cosine) { sincosf(x, sine, cosine); }

// Lengths of vectors and their reciprocals (r...).
#define SIMT_NORM(name, parameters, sum)                                                         \
  SIMT_C_INLINE double name parameters(double) noexcept { return ::simt::root_of_squares(sum); } \
  SIMT_C_INLINE float name##f parameters(float) noexcept {                                       \
    return static_cast<float>(::simt::root_of_squares(sum));                                     \
  }                                                                                              \
  SIMT_C_INLINE double r##name parameters(double) noexcept {                                     \
    return 1.0 / ::simt::root_of_squares(sum);                                                   \
  }                                                                                              \
  SIMT_C_INLINE float r##name##f parameters(float) noexcept {                                    \
    return static_cast<float>(1.0 / ::simt::root_of_squares(sum));                               \
  }
#define SIMT_THREE(type) (type a, type b, type c)
#define SIMT_FOUR(type) (type a, type b, type c, type d)
SIMT_NORM(norm3d, SIMT_THREE, ::simt::square(a) + ::simt::square(b) + ::simt::square(c))
SIMT_NORM(norm4d,
          SIMT_FOUR,
          ::simt::square(a) + ::simt::square(b) + ::simt::square(c) + ::simt::square(d))
#undef SIMT_FOUR
#undef SIMT_THREE
#undef SIMT_NORM

SIMT_C_INLINE double rhypot(double x, double y) noexcept {
  return 1.0 / ::simt::root_of_squares(::simt::square(x) + ::simt::square(y));
}
SIMT_C_INLINE float rhypotf(float x, float y) noexcept {
  return static_cast<float>(rhypot(static_cast<double>(x), static_cast<double>(y)));
}
SIMT_INLINE float rhypot(float x, float y) { return rhypotf(x, y); }

SIMT_C_INLINE double norm(int size, const double* elements) noexcept {
  long double sum = 0;
  for (int i = 0; i < size; ++i) sum += ::simt::square(elements[i]);
  return ::simt::root_of_squares(sum);
}
SIMT_C_INLINE float normf(int size, const float* elements) noexcept {
  double sum = 0;
  for (int i = 0; i < size; ++i) {
    sum += static_cast<double>(elements[i]) * static_cast<double>(elements[i]);
  }
  return static_cast<float>(__builtin_sqrt(sum));
}
SIMT_C_INLINE double rnorm(int size, const double* elements) noexcept {
  return 1.0 / norm(size, elements);
}
SIMT_C_INLINE float rnormf(int size, const float* elements) noexcept {
  return static_cast<float>(1.0 / static_cast<double>(normf(size, elements)));
}

// Names that C or glibc has for double only.
#define SIMT_FLOAT_OVERLOAD(name) \
  SIMT_INLINE float name(float x) { return name##f(x); }
SIMT_FLOAT_OVERLOAD(exp10)
SIMT_FLOAT_OVERLOAD(j0)
SIMT_FLOAT_OVERLOAD(j1)
SIMT_FLOAT_OVERLOAD(y0)
SIMT_FLOAT_OVERLOAD(y1)
#undef SIMT_FLOAT_OVERLOAD
SIMT_INLINE float jn(int n, float x) { return jnf(n, x); }
SIMT_INLINE float yn(int n, float x) { return ynf(n, x); }
