// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief half and bfloat16: all 65536 numbers there and back, roundings at every place between two neighbours,
///        arithmetic against double, comparisons, pairs.
#include "expect.cuh"
#include <cuda_bf16.h>
#include <cuda_fp16.h>

namespace {

__device__ __half from_bits(unsigned bits, __half) {
  return __ushort_as_half(static_cast<unsigned short>(bits));
}
__device__ __nv_bfloat16 from_bits(unsigned bits, __nv_bfloat16) {
  return __ushort_as_bfloat16(static_cast<unsigned short>(bits));
}
__device__ unsigned bits_of(__half h) { return __half_as_ushort(h); }
__device__ unsigned bits_of(__nv_bfloat16 h) { return __bfloat16_as_ushort(h); }

// nearest, towards zero, down, up
__device__ void round_all(float x, unsigned (&bits)[4], __half) {
  bits[0] = bits_of(__float2half_rn(x));
  bits[1] = bits_of(__float2half_rz(x));
  bits[2] = bits_of(__float2half_rd(x));
  bits[3] = bits_of(__float2half_ru(x));
}
__device__ void round_all(float x, unsigned (&bits)[4], __nv_bfloat16) {
  bits[0] = bits_of(__float2bfloat16_rn(x));
  bits[1] = bits_of(__float2bfloat16_rz(x));
  bits[2] = bits_of(__float2bfloat16_rd(x));
  bits[3] = bits_of(__float2bfloat16_ru(x));
}

/// Between the positive numbers of these bits and the next: a little above the lower, the middle, a little below
/// the upper; and the same negated.
template <class Half>
__device__ void between(unsigned lower, float low, float high) {
  const float middle = low + (high - low) / 2;
  const float points[] = {__int_as_float(__float_as_int(low) + 1), middle,
                          __int_as_float(__float_as_int(high) - 1)};
  for (int i = 0; i < 3; ++i) {
    const unsigned nearest = i == 0 ? lower : i == 2 ? lower + 1 : lower + (lower & 1U);
    unsigned bits[4];
    round_all(points[i], bits, Half());
    EXPECT(bits[0] == nearest && bits[1] == lower && bits[2] == lower && bits[3] == lower + 1);
    round_all(-points[i], bits, Half());
    EXPECT(bits[0] == (nearest | 0x8000U) && bits[1] == (lower | 0x8000U));
    EXPECT(bits[2] == ((lower + 1) | 0x8000U) && bits[3] == (lower | 0x8000U));
  }
}

template <class Half>
__global__ void all_numbers(unsigned infinity) {
  for (unsigned bits = blockIdx.x * blockDim.x + threadIdx.x; bits < 0x8000U;
       bits += gridDim.x * blockDim.x) {
    const Half h = from_bits(bits, Half());
    const auto x = static_cast<float>(h);
    EXPECT(isnan(x) == (bits > infinity) && isinf(x) == (bits == infinity));
    if (bits > infinity) continue;
    EXPECT(bits_of(Half(x)) == bits && bits_of(Half(-x)) == (bits | 0x8000U) &&
           bits_of(-h) == (bits | 0x8000U));
    EXPECT(bits_of(Half(static_cast<double>(x))) == bits);
    if (bits + 1 < infinity)
      between<Half>(bits, x, static_cast<float>(from_bits(bits + 1, Half())));
    const float clipped = fminf(x, 1e6F);
    EXPECT(static_cast<int>(h) == static_cast<int>(fminf(truncf(x), 2147483520.0F)) || x > 2e9F);
    EXPECT(static_cast<float>(htrunc(h)) == truncf(x) && static_cast<float>(hceil(h)) == ceilf(x));
    EXPECT(static_cast<float>(hrint(h)) == rintf(x) || isinf(x));
    EXPECT(bits_of(hsqrt(h)) == bits_of(Half(sqrtf(x))) && bits_of(__habs(-h)) == bits);
    EXPECT(static_cast<short>(h) == static_cast<short>(fminf(clipped, 32767.0F)));
  }
}

template <class Half>
__device__ void arithmetic(Half a, Half b, Half c) {
  const auto x = static_cast<double>(static_cast<float>(a));
  const auto y = static_cast<double>(static_cast<float>(b));
  const auto z = static_cast<double>(static_cast<float>(c));
  EXPECT(bits_of(a + b) == bits_of(Half(x + y)) && bits_of(a - b) == bits_of(Half(x - y)));
  EXPECT(bits_of(a * b) == bits_of(Half(x * y)));
  if (y != 0) EXPECT(bits_of(a / b) == bits_of(Half(x / y)));
  EXPECT(bits_of(__hfma(a, b, c)) == bits_of(Half(fma(x, y, z))));
  const double positive = x * y + z < 0 ? 0 : x * y + z;
  EXPECT(static_cast<float>(__hfma_relu(a, b, c)) == static_cast<float>(Half(positive)));
  EXPECT(static_cast<float>(__hfma_sat(a, b, c)) == static_cast<float>(Half(fmin(positive, 1.0))));
  EXPECT((a < b) == (x < y) && (a == b) == (x == y) && (a >= b) == (x >= y) &&
         (a != b) == (x != y));
  EXPECT(static_cast<float>(__hmax(a, b)) == fmaxf(float(x), float(y)) &&
         static_cast<float>(__hmin(a, b)) == fminf(float(x), float(y)));
  Half d = a;
  d += b;
  d -= b;
  d *= c;
  ++d;
  EXPECT(bits_of(d) == bits_of(((a + b) - b) * c + Half(1.0F)));
}

template <class Half, class Pair>
__device__ void pairs(Half a, Half b) {
  const Pair p(a, b);
  const Pair q(b, b);
  const Pair sum = p + q;
  EXPECT(bits_of(sum.x) == bits_of(a + b) && bits_of(sum.y) == bits_of(b + b));
  const Pair product = __hmul2(p, q);
  EXPECT(bits_of(product.x) == bits_of(a * b) && bits_of(product.y) == bits_of(b * b));
  const Pair fused = __hfma2(p, q, sum);
  EXPECT(bits_of(fused.y) == bits_of(__hfma(b, b, b + b)));
  EXPECT(__heq2_mask(p, q) == (0xFFFF0000U | (a == b ? 0xFFFFU : 0U)) && __hbeq2(p, q) == (a == b));
  const Pair less = __hlt2(p, q);
  EXPECT(static_cast<float>(less.x) == (a < b ? 1.0F : 0.0F) && static_cast<float>(less.y) == 0.0F);
  const Pair swapped = __lowhigh2highlow(p);
  EXPECT(bits_of(swapped.x) == bits_of(b) && __low2float(p) == static_cast<float>(a) &&
         __high2float(p) == static_cast<float>(b));
}

template <class Half, class Pair>
__global__ void many_pairs() {
  unsigned state = blockIdx.x * blockDim.x + threadIdx.x + 1;
  for (int i = 0; i < 50; ++i) {
    // Magnitudes from 2^-6 to 2^5.
    float values[3];
    for (float& value : values) {
      state = state * 1664525U + 1013904223U;
      value = __uint_as_float(((state ^ state >> 9) & 0x807FFFFFU) | (121U + (state >> 28) % 12U)
                                                                         << 23);
    }
    const Half a(values[0]);
    const Half b(values[1]);
    const Half c(values[2]);
    arithmetic(a, b, c);
    arithmetic(a, b, -(a * b));
    pairs<Half, Pair>(a, b);
  }
}

}  // namespace

__global__ void corners() {
  const __half nan = __ushort_as_half(0x7E00);
  const __half one = __float2half(1.0F);
  const __half infinity = __ushort_as_half(0x7C00);
  EXPECT(!__heq(nan, nan) && __hequ(nan, one) && !__hne(nan, one) && __hneu(nan, one) &&
         nan != nan);
  EXPECT(__hisnan(nan) && !__hisnan(infinity) && __hisinf(infinity) == 1 &&
         __hisinf(-infinity) == -1);
  EXPECT(__half2float(__hmax(nan, one)) == 1.0F && __hisnan(__hmax_nan(nan, one)) &&
         __hisnan(__hmin(nan, nan)));
  EXPECT(__half2int_rn(__float2half(2.5F)) == 2 && __half2int_ru(__float2half(2.5F)) == 3 &&
         __half2int_rn(nan) == 0);
  EXPECT(__half2uint_rz(-one) == 0 && __half2short_rz(infinity) == 32767 &&
         __half2ll_rz(infinity) == 0x7FFFFFFFFFFFFFFFLL);
  EXPECT(__half_as_ushort(__int2half_rn(2049)) == __half_as_ushort(__float2half(2048.0F)));
  EXPECT(__half2float(__int2half_ru(2049)) == 2050.0F &&
         __half2float(__int2half_rz(70000)) == 65504.0F);
  EXPECT(__hisinf(__int2half_rn(70000)) == 1 && __half2float(__ull2half_rd(~0ULL)) == 65504.0F);
  EXPECT(__bfloat162float(__int2bfloat16_rn(257)) == 256.0F &&
         __bfloat162float(__float2bfloat16(3.3895e38F)) > 3.38e38F);
  EXPECT(__half2float(__hfma(__float2half(255.875F), __float2half(255.875F),
                             __float2half(-0.0F))) == 65472.0F);
  const float2 two = __half22float2(__floats2half2_rn(1.5F, -2.25F));
  EXPECT(two.x == 1.5F && two.y == -2.25F);
  const __half2 spread = __half2half2(one);
  EXPECT(__low2float(spread) == 1.0F && __high2float(__float22half2_rn(make_float2(1, 2))) == 2.0F);
  EXPECT(fabsf(__half2float(hexp(one)) - 2.718F) < 2e-3F &&
         __half2float(hlog2(__float2half(8.0F))) == 3.0F);
  EXPECT(__half2float(hrcp(__float2half(4.0F))) == 0.25F &&
         __half2float(hrsqrt(__float2half(4.0F))) == 0.5F);
  const __half2 turned =
      __hcmadd(__floats2half2_rn(1, 2), __floats2half2_rn(3, 4), __floats2half2_rn(10, 20));
  EXPECT(__low2float(turned) == 5.0F && __high2float(turned) == 30.0F);
}

__global__ void sums(__half* half_sum, __half2* pair_sum, __nv_bfloat16* bfloat_sum) {
  __shared__ __half tile[64];
  tile[threadIdx.x] = __float2half(1.0F);
  __syncthreads();
  atomicAdd(half_sum, tile[63 - threadIdx.x]);
  atomicAdd(pair_sum, __floats2half2_rn(1.0F, 2.0F));
  atomicAdd(bfloat_sum, __float2bfloat16(1.0F));
}

int main() {
  all_numbers<__half><<<16, 128>>>(0x7C00);
  all_numbers<__nv_bfloat16><<<16, 128>>>(0x7F80);
  many_pairs<__half, __half2><<<4, 64>>>();
  many_pairs<__nv_bfloat16, __nv_bfloat162><<<4, 64>>>();
  corners<<<1, 1>>>();
  struct Sums {
    __half2 pair;
    __half half;
    __nv_bfloat16 bfloat;
  };
  Sums* sum = nullptr;
  cudaMalloc(&sum, sizeof(Sums));
  cudaMemset(sum, 0, sizeof(Sums));
  sums<<<2, 64>>>(&sum->half, &sum->pair, &sum->bfloat);
  Sums result;
  cudaMemcpy(&result, sum, sizeof(Sums), cudaMemcpyDeviceToHost);
  EXPECT_ON_HOST(__half2float(result.half) == 128.0F && __bfloat162float(result.bfloat) == 128.0F);
  EXPECT_ON_HOST(__low2float(result.pair) == 128.0F && __high2float(result.pair) == 256.0F);
  cudaFree(sum);
  return verdict();
}
