// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Functions that CUDA has beyond C's, at points where the value is known, and by what relates them.
#include "expect.cuh"

namespace {

__device__ bool close(double value, double expected, double tolerance) {
  return fabs(value - expected) <= tolerance * fabs(expected);
}

__device__ void doubles(double x) {
  constexpr double kTight = 1e-14;
  EXPECT(close(rsqrt(x) * sqrt(x), 1, kTight) && close(rcbrt(x) * cbrt(x), 1, kTight));
  EXPECT(close(erfinv(erf(x / 40)), x / 40, 1e-13) && close(erfcinv(erfc(x / 8)), x / 8, 1e-13));
  EXPECT(close(erfcx(x / 4) * exp(-x * x / 16), erfc(x / 4), 1e-13));
  EXPECT(close(normcdfinv(normcdf(x / 4)), x / 4, 1e-11) &&
         close(normcdf(-x / 4) + normcdf(x / 4), 1, kTight));
  EXPECT(close(exp10(x / 10), pow(10.0, x / 10), 1e-13));
  const double pi = 3.141592653589793;
  EXPECT(fabs(sinpi(x) - sin(pi * x)) < 1e-13 && fabs(cospi(x) - cos(pi * x)) < 1e-13);
  double sine = 0;
  double cosine = 0;
  sincos(x, &sine, &cosine);
  EXPECT(sine == sin(x) && cosine == cos(x));
  sincospi(x, &sine, &cosine);
  EXPECT(close(sine * sine + cosine * cosine, 1, kTight));
  EXPECT(close(norm3d(x, 2 * x, 2 * x), 3 * x, kTight) &&
         close(rnorm4d(x, x, x, x), 0.5 / x, kTight));
  EXPECT(close(hypot(3 * x, 4 * x), 5 * x, kTight) &&
         close(rhypot(3 * x, 4 * x), 1 / (5 * x), kTight));
  const double elements[4] = {x, x, x, x};
  EXPECT(close(norm(4, elements), 2 * x, kTight) && close(rnorm(4, elements), 0.5 / x, kTight));
  EXPECT(close(tgamma(x + 1), x * tgamma(x), 1e-12) &&
         close(lgamma(x + 1) - lgamma(x), log(x), 1e-10));
}

__device__ void floats(float x) {
  constexpr double kRough = 4e-6;
  EXPECT(close(rsqrtf(x) * rsqrtf(x) * x, 1, kRough) && close(rcbrtf(x) * cbrtf(x), 1, kRough));
  EXPECT(close(__expf(x), expf(x), 1e-4) && close(__logf(x + 2), logf(x + 2), kRough));
  EXPECT(close(__powf(x, 1.5F), powf(x, 1.5F), 1e-4) &&
         close(__exp10f(x / 4), exp10f(x / 4), 1e-4));
  EXPECT(close(__log2f(x + 2), log2f(x + 2), kRough) &&
         close(__log10f(x + 2), log10f(x + 2), kRough));
  EXPECT(fabsf(__sinf(x / 4) - sinf(x / 4)) < 1e-5F && fabsf(__cosf(x / 4) - cosf(x / 4)) < 1e-5F);
  EXPECT(close(__tanf(x / 10), tanf(x / 10), 1e-4) && close(__fdividef(x, 3.0F), x / 3, kRough));
  EXPECT(close(fdividef(x, 7.0F), x / 7, kRough) &&
         close(__frsqrt_rn(x), 1 / sqrt(double(x)), 1e-7));
  float sine = 0;
  float cosine = 0;
  sincosf(x, &sine, &cosine);
  EXPECT(fabsf(sine - sinf(x)) < 1e-6F && fabsf(cosine - cosf(x)) < 1e-6F);
  sincospif(x, &sine, &cosine);
  EXPECT(fabsf(sine - sinpif(x)) < 1e-6F && fabsf(cosine - cospif(x)) < 1e-6F);
  EXPECT(close(norm3df(x, 2 * x, 2 * x), 3 * x, kRough) &&
         close(rnorm3df(x, 2 * x, 2 * x), 1 / (3 * x), kRough));
  EXPECT(close(erfinvf(0.5F), 0.4769362762, kRough) &&
         close(normcdfinvf(0.975F), 1.959963985, kRough));
  EXPECT(close(normcdff(1.0F), 0.8413447461, kRough) && close(erfcxf(1.0F), 0.4275835762, kRough));
}

}  // namespace

__global__ void mathematics() {
  const double x = 0.25 * (threadIdx.x + 1);
  doubles(x);
  floats(static_cast<float>(x));
  EXPECT(sinpi(1.0) == 0 && cospi(0.5) == 0 && sinpi(0.5) == 1 && cospi(1.0) == -1);
  EXPECT(close(cyl_bessel_i0(1.0), 1.2660658777520084, 1e-14) &&
         close(cyl_bessel_i1(1.0), 0.5651591039924850, 1e-14));
  EXPECT(close(j0(1.0), 0.7651976865579666, 1e-14) && close(y1(2.0), -0.1070324315409375, 1e-13));
  EXPECT(isnan(erfinv(2.0)) && isinf(erfcinv(0.0)) && isfinite(exp10(300.0)) && !isnan(1.0F));
  // Overloads for float have their own result types.
  static_assert(sizeof(rsqrt(1.0F)) == 4 && sizeof(sinpi(1.0F)) == 4 && sizeof(exp10(1.0F)) == 4,
                "");
  static_assert(
      sizeof(sin(1.0F)) == 4 && sizeof(max(1.0F, 2.0F)) == 4 && sizeof(max(1.0F, 2.0)) == 8, "");
  EXPECT(fminf(1.0F, nanf("")) == 1.0F && fmaxf(nanf(""), 2.0F) == 2.0F &&
         isnan(fmaxf(nanf(""), nanf(""))));
  EXPECT(abs(-3) == 3 && abs(-3.5F) == 3.5F && abs(-4LL) == 4 && llrint(2.5) == 2 &&
         lrintf(3.5F) == 4);
}

int main() {
  mathematics<<<1, 32>>>();
  return verdict();
}
