// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief 8-bit floating-point numbers: all of them there and back, ties, what is too large, NaN, packed ones.
#include "expect.cuh"
#include <cuda_fp8.h>

template <class Fp8>
__global__ void all_numbers(unsigned largest) {
  const unsigned bits = threadIdx.x;  // 0 to 127: the positive ones
  Fp8 number;
  number.__x = static_cast<unsigned char>(bits);
  const auto x = static_cast<float>(number);
  EXPECT(isfinite(x) == (bits <= largest));
  if (bits > largest) return;
  EXPECT(Fp8(x).__x == bits && Fp8(-x).__x == (bits | 0x80U) &&
         Fp8(static_cast<double>(x)).__x == bits);
  EXPECT(__half2float(static_cast<__half>(number)) == x &&
         static_cast<int>(number) == static_cast<int>(x));
  if (bits == largest) return;
  number.__x = static_cast<unsigned char>(bits + 1);
  const float next = static_cast<float>(number);
  const float middle = (x + next) / 2;
  EXPECT(Fp8(middle).__x == bits + (bits & 1U));
  EXPECT(Fp8(nextafterf(middle, 0.0F)).__x == bits &&
         Fp8(nextafterf(middle, next)).__x == bits + 1);
}

__global__ void corners() {
  const float large = 1e6F;
  EXPECT(__nv_fp8_e4m3(large).__x == 0x7E && static_cast<float>(__nv_fp8_e4m3(large)) == 448.0F);
  EXPECT(static_cast<float>(__nv_fp8_e5m2(-large)) == -57344.0F);
  EXPECT(__nv_cvt_float_to_fp8(large, __NV_NOSAT, __NV_E4M3) == 0x7F);
  EXPECT(__nv_cvt_float_to_fp8(large, __NV_NOSAT, __NV_E5M2) == 0x7C);
  EXPECT(__nv_cvt_float_to_fp8(nanf(""), __NV_SATFINITE, __NV_E4M3) == 0x7F);
  const __nv_fp8x2_e4m3 two(make_float2(1.5F, -2.0F));
  const float2 both = static_cast<float2>(two);
  EXPECT(both.x == 1.5F && both.y == -2.0F && two.__x == 0xC03C);
  const float4 four = static_cast<float4>(__nv_fp8x4_e5m2(make_float4(1, 2, 3, 4)));
  EXPECT(four.x == 1 && four.y == 2 && four.z == 3 && four.w == 4);
  const __half2 pair(__nv_cvt_fp8x2_to_halfraw2(two.__x, __NV_E4M3));
  EXPECT(__low2float(pair) == 1.5F && __high2float(pair) == -2.0F);
}

int main() {
  all_numbers<__nv_fp8_e4m3><<<1, 128>>>(0x7E);
  all_numbers<__nv_fp8_e5m2><<<1, 128>>>(0x7B);
  corners<<<1, 1>>>();
  return verdict();
}
