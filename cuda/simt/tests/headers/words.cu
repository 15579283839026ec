// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief SIMD-in-a-word intrinsics and DPX functions against the same on one element at a time.
#include "expect.cuh"

namespace {

template <class Element>
__device__ int element(unsigned word, int i) {
  return static_cast<Element>(word >> (8 * sizeof(Element) * static_cast<unsigned>(i)));
}

template <class Element>
__device__ int clamped(int x, int low, int high) {
  return x < low ? low : x > high ? high : x;
}

__device__ int magnitude(int x) { return x < 0 ? -x : x; }

/// The result's elements must be, in their low bits, what `right(a's element, b's)` says.
template <class Element, class Right>
__device__ bool elementwise(unsigned result, unsigned a, unsigned b, Right right) {
  bool good = true;
  for (int i = 0; i < static_cast<int>(4 / sizeof(Element)); ++i) {
    const int expected = right(element<Element>(a, i), element<Element>(b, i));
    good =
        good && static_cast<Element>(expected) == static_cast<Element>(element<Element>(result, i));
  }
  return good;
}

__device__ void bytes(unsigned a, unsigned b) {
  using S = signed char;
  using U = unsigned char;
  EXPECT(elementwise<U>(__vadd4(a, b), a, b, [](int x, int y) { return x + y; }));
  EXPECT(elementwise<U>(__vsub4(a, b), a, b, [](int x, int y) { return x - y; }));
  EXPECT(elementwise<U>(__vaddus4(a, b), a, b,
                        [](int x, int y) { return clamped<U>(x + y, 0, 255); }));
  EXPECT(elementwise<S>(__vsubss4(a, b), a, b,
                        [](int x, int y) { return clamped<S>(x - y, -128, 127); }));
  EXPECT(elementwise<U>(__vabsdiffu4(a, b), a, b, [](int x, int y) { return magnitude(x - y); }));
  EXPECT(elementwise<S>(__vabsdiffs4(a, b), a, b, [](int x, int y) { return magnitude(x - y); }));
  EXPECT(elementwise<S>(__vmaxs4(a, b), a, b, [](int x, int y) { return x > y ? x : y; }));
  EXPECT(elementwise<U>(__vminu4(a, b), a, b, [](int x, int y) { return x < y ? x : y; }));
  EXPECT(elementwise<S>(__vcmpgts4(a, b), a, b, [](int x, int y) { return x > y ? -1 : 0; }));
  EXPECT(elementwise<U>(__vsetltu4(a, b), a, b, [](int x, int y) { return x < y ? 1 : 0; }));
  EXPECT(elementwise<U>(__vavgu4(a, b), a, b, [](int x, int y) { return (x + y + 1) / 2; }));
  EXPECT(elementwise<U>(__vhaddu4(a, b), a, b, [](int x, int y) { return (x + y) / 2; }));
  EXPECT(elementwise<S>(__vnegss4(a), a, b, [](int x, int) { return clamped<S>(-x, -128, 127); }));
  EXPECT(elementwise<S>(__vabs4(a), a, b, [](int x, int) { return magnitude(x); }));
  unsigned sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += static_cast<unsigned>(magnitude(element<U>(a, i) - element<U>(b, i)));
  EXPECT(__vsadu4(a, b) == sum);
}

__device__ void halfwords(unsigned a, unsigned b) {
  using S = short;
  using U = unsigned short;
  EXPECT(elementwise<U>(__vadd2(a, b), a, b, [](int x, int y) { return x + y; }));
  EXPECT(elementwise<S>(__vaddss2(a, b), a, b,
                        [](int x, int y) { return clamped<S>(x + y, -32768, 32767); }));
  EXPECT(elementwise<U>(__vsubus2(a, b), a, b,
                        [](int x, int y) { return clamped<U>(x - y, 0, 65535); }));
  EXPECT(elementwise<S>(__vmins2(a, b), a, b, [](int x, int y) { return x < y ? x : y; }));
  EXPECT(elementwise<U>(__vmaxu2(a, b), a, b, [](int x, int y) { return x > y ? x : y; }));
  EXPECT(elementwise<S>(__vabsss2(a), a, b,
                        [](int x, int) { return clamped<S>(magnitude(x), 0, 32767); }));
  EXPECT(elementwise<S>(__vneg2(a), a, b, [](int x, int) { return -x; }));
  EXPECT(elementwise<U>(__vcmpeq2(a, b), a, b, [](int x, int y) { return x == y ? -1 : 0; }));
  EXPECT(elementwise<S>(__vsetges2(a, b), a, b, [](int x, int y) { return x >= y ? 1 : 0; }));
  // Halves away from zero.
  EXPECT(elementwise<S>(__vavgs2(a, b), a, b, [](int x, int y) {
    return (x + y + (x + y > 0 ? 1 : x + y < 0 ? -1 : 0)) / 2;
  }));
}

__device__ void dynamic_programming(unsigned a, unsigned b, unsigned c) {
  const int x = static_cast<int>(a);
  const int y = static_cast<int>(b);
  const int z = static_cast<int>(c);
  EXPECT(__vimax3_s32(x, y, z) == max(max(x, y), z) && __vimin3_u32(a, b, c) == min(min(a, b), c));
  EXPECT(__vimax3_s32_relu(x, y, z) == max(max(max(x, y), z), 0));
  const int sum = static_cast<int>(a + b);
  EXPECT(__viaddmax_s32(x, y, z) == max(sum, z) &&
         __viaddmin_s32_relu(x, y, z) == max(min(sum, z), 0));
  EXPECT(elementwise<short>(__vimax_s16x2_relu(a, b), a, b,
                            [](int p, int q) { return max(max(p, q), 0); }));
  bool first = false;
  EXPECT(__vibmax_s32(x, y, &first) == max(x, y) && first == (x >= y));
  bool high = false;
  bool low = false;
  EXPECT(elementwise<unsigned short>(__vibmin_u16x2(a, b, &high, &low), a, b,
                                     [](int p, int q) { return min(p, q); }));
  EXPECT(high == (a >> 16 <= b >> 16) && low == ((a & 65535U) <= (b & 65535U)));
}

}  // namespace

__global__ void words() {
  unsigned state = threadIdx.x * 747796405U + 1;
  unsigned previous[3] = {0x80007FFFU, 0x7F80FF00U, 0x80000001U};
  for (int i = 0; i < 100; ++i) {
    bytes(previous[0], previous[1]);
    halfwords(previous[0], previous[1]);
    dynamic_programming(previous[0], previous[1], previous[2]);
    previous[2] = previous[1];
    previous[1] = i % 7 == 0 ? previous[0] ^ 0x00010080U : previous[0];
    state = state * 1664525U + 1013904223U;
    previous[0] = state ^ state >> 13;
  }
}

int main() {
  words<<<1, 32>>>();
  return verdict();
}
