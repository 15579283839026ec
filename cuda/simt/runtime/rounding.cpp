// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Arithmetic with a rounding other than to nearest, done by the processor in that mode.
#include <cmath>

#include "simt/math/rounded.hpp"

namespace simt {
namespace {

/// The rounding bits of MXCSR, which SSE and AVX obey. fesetround() would set the x87's, too, and take five times
/// as long.
constexpr unsigned kRoundingBits = 0x6000;

unsigned processor_mode(Rounding rounding) {
  switch (rounding) {
    case Rounding::Zero:
      return 0x6000;
    case Rounding::Down:
      return 0x2000;
    case Rounding::Up:
      return 0x4000;
    case Rounding::Nearest:
      break;
  }
  return 0;
}

/// The compiler knows nothing of rounding modes: operands and result go through memory, so that the operation
/// stays between the two changes of mode.
template <class Float, class Operation>
Float rounded(Rounding rounding, Operation operation, Float x, Float y, Float z) {
  volatile Float a = x;
  volatile Float b = y;
  volatile Float c = z;
  const unsigned before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr((before & ~kRoundingBits) | processor_mode(rounding));
  volatile Float result = operation(a, b, c);
  __builtin_ia32_ldmxcsr(before);
  return result;
}

template <class Float>
Float add(Float x, Float y, Rounding rounding) {
  return rounded(rounding, [](Float a, Float b, Float) { return a + b; }, x, y, y);
}

template <class Float>
Float multiply(Float x, Float y, Rounding rounding) {
  return rounded(rounding, [](Float a, Float b, Float) { return a * b; }, x, y, y);
}

template <class Float>
Float divide(Float x, Float y, Rounding rounding) {
  return rounded(rounding, [](Float a, Float b, Float) { return a / b; }, x, y, y);
}

template <class Float>
Float fused(Float x, Float y, Float z, Rounding rounding) {
  return rounded(rounding, [](Float a, Float b, Float c) { return std::fma(a, b, c); }, x, y, z);
}

template <class Float>
Float root(Float x, Rounding rounding) {
  return rounded(rounding, [](Float a, Float, Float) { return std::sqrt(a); }, x, x, x);
}

}  // namespace

float rounded_add(float x, float y, Rounding rounding) { return add(x, y, rounding); }
float rounded_multiply(float x, float y, Rounding rounding) { return multiply(x, y, rounding); }
float rounded_divide(float x, float y, Rounding rounding) { return divide(x, y, rounding); }
float rounded_fma(float x, float y, float z, Rounding rounding) { return fused(x, y, z, rounding); }
float rounded_sqrt(float x, Rounding rounding) { return root(x, rounding); }
double rounded_add(double x, double y, Rounding rounding) { return add(x, y, rounding); }
double rounded_multiply(double x, double y, Rounding rounding) { return multiply(x, y, rounding); }
double rounded_divide(double x, double y, Rounding rounding) { return divide(x, y, rounding); }
double rounded_fma(double x, double y, double z, Rounding rounding) {
  return fused(x, y, z, rounding);
}
double rounded_sqrt(double x, Rounding rounding) { return root(x, rounding); }

}  // namespace simt
