// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Integer intrinsics against loops over bits and wide arithmetic.
#include "expect.cuh"

namespace {

__device__ unsigned next_random(unsigned& state) {
  state = state * 1664525U + 1013904223U;
  return state ^ state >> 15;
}

__device__ unsigned reversed(unsigned x) {
  unsigned result = 0;
  for (int i = 0; i < 32; ++i) result |= (x >> i & 1U) << (31 - i);
  return result;
}

__device__ void bit_counts(unsigned x) {
  int ones = 0;
  int first = 0;
  int leading = 32;
  for (int i = 31; i >= 0; --i) {
    if ((x >> i & 1U) == 0) continue;
    ++ones;
    first = i + 1;
    if (leading == 32) leading = 31 - i;
  }
  const int n = static_cast<int>(x);
  EXPECT(__popc(x) == ones && __ffs(n) == first && __clz(n) == leading);
  EXPECT(__brev(x) == reversed(x));
  const unsigned long long wide = static_cast<unsigned long long>(x) << 32;
  EXPECT(__popcll(wide | x) == 2 * ones &&
         __clzll(static_cast<long long>(wide)) == (x == 0 ? 64 : leading));
  EXPECT(__ffsll(static_cast<long long>(wide)) == (x == 0 ? 0 : first + 32));
  EXPECT(__brevll(wide) == reversed(x));
}

__device__ void products(unsigned x, unsigned y) {
  const int a = static_cast<int>(x);
  const int b = static_cast<int>(y);
  EXPECT(__umulhi(x, y) == static_cast<unsigned>(static_cast<unsigned long long>(x) * y >> 32));
  EXPECT(__mulhi(a, b) == static_cast<int>(static_cast<long long>(a) * b >> 32));
  EXPECT(__umul24(x, y) == (x & 0xFFFFFFU) * (y & 0xFFFFFFU));
  const int a24 = static_cast<int>(x << 8) >> 8;
  const int b24 = static_cast<int>(y << 8) >> 8;
  EXPECT(static_cast<unsigned>(__mul24(a, b)) ==
         static_cast<unsigned>(a24) * static_cast<unsigned>(b24));
  // (x 2^32 + y)^2, its upper half, by parts.
  const unsigned long long wide = static_cast<unsigned long long>(x) << 32 | y;
  const unsigned long long cross = static_cast<unsigned long long>(x) * y;
  const unsigned long long low = static_cast<unsigned long long>(y) * y;
  const unsigned long long middle = (low >> 32) + (cross & 0xFFFFFFFFU) * 2;
  const unsigned long long high =
      static_cast<unsigned long long>(x) * x + (cross >> 32) * 2 + (middle >> 32);
  EXPECT(__umul64hi(wide, wide) == high);
  const long long negative = -static_cast<long long>(wide >> 1);
  EXPECT(__mul64hi(negative, 1) == (negative < 0 ? -1 : 0));
}

__device__ void averages(unsigned x, unsigned y) {
  const int a = static_cast<int>(x);
  const int b = static_cast<int>(y);
  const long long sum = static_cast<long long>(a) + b;
  const unsigned long long unsigned_sum = static_cast<unsigned long long>(x) + y;
  EXPECT(__hadd(a, b) == static_cast<int>(sum >> 1) &&
         __rhadd(a, b) == static_cast<int>((sum + 1) >> 1));
  EXPECT(__uhadd(x, y) == static_cast<unsigned>(unsigned_sum >> 1));
  EXPECT(__urhadd(x, y) == static_cast<unsigned>((unsigned_sum + 1) >> 1));
  EXPECT(__usad(x, y, 5U) == (x > y ? x - y : y - x) + 5U);
  EXPECT(__sad(a, b, 7U) == static_cast<unsigned>(a > b ? static_cast<long long>(a) - b
                                                        : static_cast<long long>(b) - a) +
                                7U);
}

__device__ void shifts(unsigned low, unsigned high, unsigned shift) {
  const unsigned s = shift & 31;
  const unsigned left = s == 0 ? high : high << s | low >> (32 - s);
  const unsigned right = s == 0 ? low : high << (32 - s) | low >> s;
  EXPECT(__funnelshift_l(low, high, shift) == left && __funnelshift_r(low, high, shift) == right);
  EXPECT(__funnelshift_lc(low, high, shift) == (shift >= 32 ? low : left));
  EXPECT(__funnelshift_rc(low, high, shift) == (shift >= 32 ? high : right));
  unsigned permuted = 0;
  for (int i = 0; i < 4; ++i) {
    const unsigned byte = shift >> (4 * i) & 7;
    permuted |= ((byte < 4 ? low >> (8 * byte) : high >> (8 * (byte - 4))) & 255U) << (8 * i);
  }
  EXPECT(__byte_perm(low, high, shift) == permuted);
}

__device__ void dot_products(unsigned a, unsigned b, unsigned c) {
  unsigned bytes = c;
  unsigned signed_bytes = c;
  unsigned low = c;
  unsigned high = c;
  for (int i = 0; i < 4; ++i) {
    const unsigned y = b >> (8 * i) & 255U;
    bytes += (a >> (8 * i) & 255U) * y;
    signed_bytes +=
        static_cast<unsigned>(static_cast<signed char>(a >> (8 * i)) * static_cast<signed char>(y));
    const int halfword = static_cast<short>(a >> (16 * (i % 2)));
    (i < 2 ? low : high) += static_cast<unsigned>(halfword * static_cast<signed char>(y));
  }
  const int x = static_cast<int>(a);
  const int y = static_cast<int>(b);
  const int z = static_cast<int>(c);
  EXPECT(__dp4a(a, b, c) == bytes && __dp4a(x, y, z) == static_cast<int>(signed_bytes));
  EXPECT(__dp2a_lo(x, y, z) == static_cast<int>(low) &&
         __dp2a_hi(x, y, z) == static_cast<int>(high));
}

__device__ void nth_bits() {
  const unsigned mask = 0x80000912U;  // bits 1, 4, 8, 11, 31
  EXPECT(__fns(mask, 0, 1) == 1 && __fns(mask, 1, 1) == 1 && __fns(mask, 2, 1) == 4);
  EXPECT(__fns(mask, 0, 5) == 31 && __fns(mask, 0, 6) == 0xFFFFFFFFU);
  EXPECT(__fns(mask, 10, -1) == 8 && __fns(mask, 11, -2) == 8 && __fns(mask, 3, -2) == 0xFFFFFFFFU);
  EXPECT(__fns(mask, 8, 0) == 8 && __fns(mask, 7, 0) == 0xFFFFFFFFU);
}

}  // namespace

__global__ void integers() {
  unsigned state = threadIdx.x + 1;
  for (int i = 0; i < 100; ++i) {
    const unsigned x = next_random(state) >> (next_random(state) & 31);
    const unsigned y = next_random(state);
    const unsigned z = next_random(state);
    bit_counts(x);
    products(x, y);
    averages(x, y);
    averages(y, z);
    shifts(x, y, z & 63);
    shifts(y, z, x);
    dot_products(x, y, z);
  }
  bit_counts(0);
  bit_counts(~0U);
  nth_bits();
  EXPECT(min(-1, 2) == -1 && max(-1, 2U) == 0xFFFFFFFFU && max(3LL, -4LL) == 3 &&
         min(5UL, 4UL) == 4);
  EXPECT(max(1.5F, __int_as_float(0x7FC00000)) == 1.5F && min(2.0, 3.0F) == 2.0);
  EXPECT(umin(1U, 2U) == 1 && llmax(-1, 1) == 1 && ullmin(1, 2) == 1);
}

int main() {
  integers<<<1, 64>>>();
  return verdict();
}
