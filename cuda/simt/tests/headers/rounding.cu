// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Arithmetic with a named rounding: down and up enclose the exact result as tightly as can be, to nearest
///        and towards zero are the right ones of the two.
#include "expect.cuh"

namespace {

__device__ float random_float(unsigned& state) {
  state = state * 1664525U + 1013904223U;
  const unsigned mixed = state ^ state >> 15;
  // Exponents near 0, so that sums have something to round.
  return __uint_as_float((mixed & 0x807FFFFFU) | (117U + (state >> 27)) << 23);
}

struct Rounded {
  float nearest, zero, down, up;
};

/// `exact` minus a result must have the sign that the direction tells; the two directions are neighbours.
template <class Exact>
__device__ bool encloses(Rounded r, Exact compare) {
  const int below = compare(r.down);
  const int above = compare(r.up);
  if (below == 0 && above == 0) return r.nearest == r.down && r.zero == r.down && r.up == r.down;
  const bool neighbours = nextafterf(r.down, r.up) == r.up;
  const bool truncated = r.zero == (r.down < 0 || r.up <= 0 ? r.up : r.down);
  return below < 0 && above > 0 && neighbours && truncated &&
         (r.nearest == r.down || r.nearest == r.up);
}

__device__ int sign(double x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }

/// Whether `x` is below, equal to or above a * b + c: the product is exact in double, the rest of two sums tells.
__device__ int against_sum(float x, double product, double c) {
  const double difference =
      x - c;  // exact or rounded: its own error decides only where the rest is 0
  const double rest = difference - product;
  if (rest != 0) return sign(rest);
  return sign((x - (difference + c)));
}

__device__ void operations(float a, float b) {
  const Rounded sum = {__fadd_rn(a, b), __fadd_rz(a, b), __fadd_rd(a, b), __fadd_ru(a, b)};
  EXPECT(encloses(sum, [=](float x) { return against_sum(x, a, b); }));
  const Rounded difference = {__fsub_rn(a, b), __fsub_rz(a, b), __fsub_rd(a, b), __fsub_ru(a, b)};
  EXPECT(encloses(difference, [=](float x) { return against_sum(x, a, -b); }));
  const Rounded product = {__fmul_rn(a, b), __fmul_rz(a, b), __fmul_rd(a, b), __fmul_ru(a, b)};
  EXPECT(encloses(product, [=](float x) { return sign(x - static_cast<double>(a) * b); }));
  const Rounded quotient = {__fdiv_rn(a, b), __fdiv_rz(a, b), __fdiv_rd(a, b), __fdiv_ru(a, b)};
  EXPECT(
      encloses(quotient, [=](float x) { return sign(b) * sign(static_cast<double>(x) * b - a); }));
  const Rounded inverse = {__frcp_rn(b), __frcp_rz(b), __frcp_rd(b), __frcp_ru(b)};
  EXPECT(
      encloses(inverse, [=](float x) { return sign(b) * sign(static_cast<double>(x) * b - 1); }));
  const float s = fabsf(a);
  const Rounded root = {__fsqrt_rn(s), __fsqrt_rz(s), __fsqrt_rd(s), __fsqrt_ru(s)};
  EXPECT(encloses(root, [=](float x) { return sign(static_cast<double>(x) * x - s); }));
}

}  // namespace

__global__ void single() {
  unsigned state = threadIdx.x + 1;
  for (int i = 0; i < 200; ++i) {
    const float a = random_float(state);
    const float b = random_float(state);
    operations(a, b);
  }
  // 1 + 2^-23 squared has a last bit of 2^-46, which only a fused operation sees.
  const float x = 1.0F + 0x1p-23F;
  EXPECT(__fmaf_rn(x, x, -1.0F) == 0x1p-22F + 0x1p-46F && fmaf(x, x, -1.0F) == 0x1p-22F + 0x1p-46F);
  EXPECT(__fmaf_rd(x, x, 1.0F) < __fmaf_ru(x, x, 1.0F) &&
         __fmaf_rz(-x, x, 0.0F) == -(1.0F + 0x1p-22F));
}

__global__ void twice() {
  const double third = __ddiv_rd(1.0, 3.0);
  EXPECT(__ddiv_ru(1.0, 3.0) == nextafter(third, 1.0) && __ddiv_rz(-1.0, 3.0) == -third);
  EXPECT(__dadd_ru(1.0, 0x1p-80) == 1.0 + 0x1p-52 && __dadd_rd(1.0, 0x1p-80) == 1.0 &&
         __dadd_rn(1.0, 2.0) == 3.0);
  EXPECT(__dsub_rz(1.0, 0x1p-80) == 1.0 - 0x1p-53 && __dsub_rn(5.0, 2.0) == 3.0);
  const double x = 1.0 + 0x1p-52;
  EXPECT(__dmul_rd(x, x) == 1.0 + 0x1p-51 && __dmul_ru(x, x) == 1.0 + 0x1p-51 + 0x1p-52);
  EXPECT(__fma_rn(x, x, -1.0) == 0x1p-51 + 0x1p-104 && __fma_ru(x, x, 0.0) == __dmul_ru(x, x));
  EXPECT(__dsqrt_rd(2.0) < __dsqrt_ru(2.0) && __dsqrt_rn(9.0) == 3.0 && __drcp_rd(3.0) == third);
  // Overflow stops at the largest number, if rounding is towards it.
  EXPECT(__fmul_rz(3e38F, 10.0F) == 0x1.FFFFFEp127F && __fmul_ru(3e38F, 10.0F) > 0x1.FFFFFEp127F);
}

int main() {
  single<<<1, 64>>>();
  twice<<<1, 1>>>();
  return verdict();
}
