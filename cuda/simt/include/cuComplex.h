// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Complex numbers as float2 and double2, with their arithmetic. Names and signatures are CUDA's.

#include "vector_functions.h"
#include <math.h>

typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;

#define SIMT_COMPLEX(Complex, Real, suffix, hypotenuse)                                    \
  static inline Real cuCreal##suffix(Complex x) { return x.x; }                            \
  static inline Real cuCimag##suffix(Complex x) { return x.y; }                            \
  static inline Complex cuConj##suffix(Complex x) {                                        \
    Complex result = {x.x, -x.y};                                                          \
    return result;                                                                         \
  }                                                                                        \
  static inline Complex cuCadd##suffix(Complex x, Complex y) {                             \
    Complex result = {x.x + y.x, x.y + y.y};                                               \
    return result;                                                                         \
  }                                                                                        \
  static inline Complex cuCsub##suffix(Complex x, Complex y) {                             \
    Complex result = {x.x - y.x, x.y - y.y};                                               \
    return result;                                                                         \
  }                                                                                        \
  static inline Complex cuCmul##suffix(Complex x, Complex y) {                             \
    Complex result = {x.x * y.x - x.y * y.y, x.x * y.y + x.y * y.x};                       \
    return result;                                                                         \
  }                                                                                        \
  /* Scaled by the larger part of y, so that no square overflows. */                       \
  static inline Complex cuCdiv##suffix(Complex x, Complex y) {                             \
    Real scale = (y.x < 0 ? -y.x : y.x) + (y.y < 0 ? -y.y : y.y);                          \
    Complex a = {x.x / scale, x.y / scale};                                                \
    Complex b = {y.x / scale, y.y / scale};                                                \
    Real square = b.x * b.x + b.y * b.y;                                                   \
    Complex result = {(a.x * b.x + a.y * b.y) / square, (a.y * b.x - a.x * b.y) / square}; \
    return result;                                                                         \
  }                                                                                        \
  static inline Real cuCabs##suffix(Complex x) { return hypotenuse(x.x, x.y); }            \
  static inline Complex cuCfma##suffix(Complex x, Complex y, Complex d) {                  \
    Complex result = {x.x * y.x - x.y * y.y + d.x, x.x * y.y + x.y * y.x + d.y};           \
    return result;                                                                         \
  }

SIMT_COMPLEX(cuFloatComplex, float, f, hypotf)
SIMT_COMPLEX(cuDoubleComplex, double, , hypot)
#undef SIMT_COMPLEX

static inline cuFloatComplex make_cuFloatComplex(float r, float i) {
  cuFloatComplex result = {r, i};
  return result;
}
static inline cuDoubleComplex make_cuDoubleComplex(double r, double i) {
  cuDoubleComplex result = {r, i};
  return result;
}
static inline cuComplex make_cuComplex(float r, float i) { return make_cuFloatComplex(r, i); }
static inline cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex c) {
  return make_cuFloatComplex((float)c.x, (float)c.y);
}
static inline cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex c) {
  return make_cuDoubleComplex(c.x, c.y);
}
