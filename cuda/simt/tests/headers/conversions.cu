// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Casts with a named rounding, with saturation, of NaN; casts of bits.
#include "expect.cuh"

namespace {

constexpr int kMax = 0x7FFFFFFF;
constexpr int kMin = -kMax - 1;
constexpr long long kMax64 = 0x7FFFFFFFFFFFFFFFLL;
constexpr long long kMin64 = -kMax64 - 1;

__device__ void to_integers(float nan, double wide_nan) {
  EXPECT(__float2int_rn(2.5F) == 2 && __float2int_rn(3.5F) == 4 && __float2int_rn(-2.5F) == -2);
  EXPECT(__float2int_rz(-2.9F) == -2 && __float2int_rd(-2.1F) == -3 && __float2int_ru(-2.9F) == -2);
  EXPECT(__float2int_rd(2.9F) == 2 && __float2int_ru(2.1F) == 3);
  EXPECT(__float2int_rz(3e9F) == kMax && __float2int_rz(-3e9F) == kMin && __float2int_rn(nan) == 0);
  EXPECT(__float2uint_rz(-1.0F) == 0 && __float2uint_rn(4e9F) == 4000000000U &&
         __float2uint_ru(5e9F) == 0xFFFFFFFFU);
  EXPECT(__float2uint_rn(nan) == 0 && __float2ll_rn(1e19F) == kMax64 && __float2ull_rd(-0.5F) == 0);
  EXPECT(__float2ll_rz(nan) == kMin64 && __float2ull_rz(nan) == 1ULL << 63);
  EXPECT(__double2int_rn(2147483647.5) == kMax && __double2int_rd(-2147483648.5) == kMin);
  EXPECT(__double2int_rn(0.5) == 0 && __double2int_rn(1.5) == 2 && __double2uint_ru(0.1) == 1);
  EXPECT(__double2ll_rn(9007199254740993.0) == 9007199254740992LL &&
         __double2ull_rz(1e30) == ~0ULL);
  EXPECT(__double2int_rn(wide_nan) == kMin && __double2ll_rn(wide_nan) == kMin64);
}

__device__ void to_floats() {
  // 2^24 + 1 lies between two floats.
  EXPECT(__int2float_rn(16777217) == 16777216.0F && __int2float_ru(16777217) == 16777218.0F);
  EXPECT(__int2float_rd(-16777217) == -16777218.0F && __int2float_rz(-16777217) == -16777216.0F);
  EXPECT(__uint2float_rz(0xFFFFFFFFU) == 4294967040.0F &&
         __uint2float_ru(0xFFFFFFFFU) == 4294967296.0F);
  EXPECT(__ll2float_rd((1LL << 40) + 1) == 1099511627776.0F &&
         __ull2float_ru((1ULL << 40) + 1) > 1099511627776.0F);
  EXPECT(__ll2double_rn((1LL << 53) + 1) == 9007199254740992.0 &&
         __ll2double_ru((1LL << 53) + 1) == 9007199254740994.0);
  EXPECT(__int2double_rn(kMin) == -2147483648.0 && __uint2double_rn(0xFFFFFFFFU) == 4294967295.0);
  EXPECT(__double2float_rz(1e300) < __int_as_float(0x7F800000) &&
         __double2float_ru(1e300) == __int_as_float(0x7F800000));
  EXPECT(__double2float_rd(1e-300) == 0.0F && __double2float_ru(1e-300) == __int_as_float(1));
  EXPECT(__double2float_rn(0.1) == 0.1F && __double2float_rd(0.1) < 0.1F);
}

__device__ void bits() {
  EXPECT(__float_as_int(1.0F) == 0x3F800000 && __float_as_uint(-0.0F) == 0x80000000U);
  EXPECT(__int_as_float(0x40490FDB) > 3.14159F && __uint_as_float(0xBF800000U) == -1.0F);
  EXPECT(__double_as_longlong(1.0) == 0x3FF0000000000000LL &&
         __longlong_as_double(0x4000000000000000LL) == 2.0);
  EXPECT(__double2hiint(-2.0) == static_cast<int>(0xC0000000U) && __double2loint(1.0) == 0);
  EXPECT(__hiloint2double(0x3FF00000, 1) > 1.0);
  EXPECT(__saturatef(1.5F) == 1.0F && __saturatef(-1.0F) == 0.0F && __saturatef(0.25F) == 0.25F);
}

}  // namespace

__global__ void conversions(float nan, double wide_nan) {
  to_integers(nan, wide_nan);
  to_floats();
  bits();
  EXPECT(__saturatef(nan) == 0.0F);
}

int main() {
  conversions<<<1, 1>>>(__builtin_nanf(""), __builtin_nan(""));
  return verdict();
}
