// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/half.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>

namespace warplight {
namespace {

// The value of a format with `mantissa` stored bits and `exponent` exponent bits, by its definition.
double value_of(std::uint32_t bits, int exponent_bits, int mantissa_bits) {
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const int top = (1 << exponent_bits) - 1;
  const int exponent = static_cast<int>(bits >> mantissa_bits) & top;
  const double fraction = std::ldexp(bits & ((1U << mantissa_bits) - 1), -mantissa_bits);
  const double sign = (bits >> (exponent_bits + mantissa_bits)) != 0 ? -1 : 1;
  if (exponent == top) {
    return fraction == 0 ? sign * std::numeric_limits<double>::infinity()
                         : std::numeric_limits<double>::quiet_NaN();
  }
  return exponent == 0 ? sign * std::ldexp(fraction, 1 - bias)
                       : sign * std::ldexp(1 + fraction, exponent - bias);
}

double value_of(Half x) { return value_of(x.bits, 5, 10); }
double value_of(BFloat16 x) { return value_of(x.bits, 8, 7); }

template <class Narrow>
Narrow narrow(float x) {
  if constexpr (std::is_same_v<Narrow, Half>) {
    return to_half(x);
  } else {
    return to_bfloat16(x);
  }
}

// Counts the patterns that do not come back: one assertion for 65536 of them keeps the report short.
template <class Narrow>
int wrong_widenings() {
  int wrong = 0;
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const Narrow x{static_cast<std::uint16_t>(bits)};
    const float wide = to_float(x);
    const double expected = value_of(x);
    const bool same = std::isnan(expected)
                          ? std::isnan(wide) && std::isnan(to_float(narrow<Narrow>(wide)))
                          : static_cast<double>(wide) == expected &&
                                std::signbit(wide) == std::signbit(expected) &&
                                narrow<Narrow>(wide).bits == bits;
    wrong += same ? 0 : 1;
  }
  return wrong;
}

// Between each two neighbours: the middle goes to the even one, its neighbours to their own side.
template <class Narrow>
int wrong_roundings(std::uint32_t infinity) {
  int wrong = 0;
  for (std::uint32_t bits = 0; bits + 1 < infinity; ++bits) {
    for (const std::uint32_t sign : {0x0U, 0x8000U}) {
      const Narrow low{static_cast<std::uint16_t>(bits | sign)};
      const Narrow high{static_cast<std::uint16_t>((bits + 1) | sign)};
      const auto middle = static_cast<float>((value_of(low) + value_of(high)) / 2);
      const Narrow even = bits % 2 == 0 ? low : high;
      const float below = std::nextafter(middle, static_cast<float>(value_of(low)));
      const float above = std::nextafter(middle, static_cast<float>(value_of(high)));
      wrong += narrow<Narrow>(middle).bits == even.bits ? 0 : 1;
      wrong += narrow<Narrow>(below).bits == low.bits ? 0 : 1;
      wrong += narrow<Narrow>(above).bits == high.bits ? 0 : 1;
    }
  }
  return wrong;
}

TEST_CASE("every half and bfloat16 widens to its value and comes back", "[tensor][half]") {
  CHECK(wrong_widenings<Half>() == 0);
  CHECK(wrong_widenings<BFloat16>() == 0);
}

TEST_CASE("floats round to the nearest half and bfloat16, ties to even", "[tensor][half]") {
  CHECK(wrong_roundings<Half>(0x7C00) == 0);
  CHECK(wrong_roundings<BFloat16>(0x7F80) == 0);
}

TEST_CASE("what is too large for a half or a bfloat16 becomes infinity", "[tensor][half]") {
  CHECK(to_half(65519.996F).bits == 0x7BFF);  // just below the middle of 65504 and 65536
  CHECK(to_half(65520.0F).bits == 0x7C00);
  CHECK(to_half(-1e30F).bits == 0xFC00);
  CHECK(to_half(std::numeric_limits<float>::infinity()).bits == 0x7C00);
  CHECK(to_bfloat16(std::numeric_limits<float>::max()).bits == 0x7F80);
  CHECK(to_bfloat16(-std::numeric_limits<float>::infinity()).bits == 0xFF80);
}

TEST_CASE("what is too small for a half becomes a zero of its sign", "[tensor][half]") {
  CHECK(to_half(0x1p-25F).bits == 0x0000);  // the middle of 0 and the smallest half: even is 0
  CHECK(to_half(0x1.000002p-25F).bits == 0x0001);
  CHECK(to_half(-1e-30F).bits == 0x8000);
}

}  // namespace
}  // namespace warplight
