// SPDX-License-Identifier: Apache-2.0
#include "common/random/philox.hpp"

#include "tests/catch.hpp"

namespace warplight {
namespace {

// Known answers of the ten-round generator: all zeros, all ones, the digits of pi.
static_assert(philox({{0, 0, 0, 0}}, {{0, 0}}) ==
              PhiloxBlock{{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8}});
static_assert(philox({{~0U, ~0U, ~0U, ~0U}}, {{~0U, ~0U}}) ==
              PhiloxBlock{{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD}});
static_assert(philox({{0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}},
                     {{0xA4093822, 0x299F31D0}}) ==
              PhiloxBlock{{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1}});

static_assert(philox_key(0x0123456789ABCDEF).words[0] == 0x89ABCDEF);
static_assert(philox_key(0x0123456789ABCDEF).words[1] == 0x01234567);

// Uniform numbers stay off 0 and 1, where logarithms end.
static_assert(uniform_float(0) == 0x1p-24F && uniform_float(~0U) == 1 - 0x1p-24F);
static_assert(uniform_double(0) == 0x1p-33 && uniform_double(~0U) == 1 - 0x1p-33);
static_assert(uniform_float(0x80000000) > 0.5F && uniform_float(0x7FFFFFFF) < 0.5F);

TEST_CASE("philox gives the same words when the program runs", "[random][philox]") {
  volatile std::uint32_t zero = 0;  // keeps the compiler from folding the call
  CHECK(philox({{zero, zero, zero, zero}}, philox_key(zero)) ==
        PhiloxBlock{{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8}});
}

TEST_CASE("philox words are spread evenly, whichever word and whichever counter moves",
          "[random][philox]") {
  for (int moving = 0; moving < 4; ++moving) {
    constexpr std::uint32_t kDraws = 20000;
    constexpr int kBins = 16;
    int counts[4][kBins] = {};
    double sum = 0;
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      PhiloxBlock counter{{7, 7, 7, 7}};
      counter.words[moving] = i;
      const PhiloxBlock block = philox(counter, philox_key(12345));
      for (int word = 0; word < 4; ++word) {
        ++counts[word][block.words[word] >> 28];
        sum += uniform_double(block.words[word]);
      }
    }
    // The mean of 80000 uniforms has deviation 0.29 / sqrt(80000) = 0.001; five of them.
    CHECK(sum / (4 * kDraws) == Approx(0.5).margin(0.005));
    for (const auto& bins : counts) {
      double chi_square = 0;
      for (const int count : bins) {
        const double expected = static_cast<double>(kDraws) / kBins;
        chi_square += (count - expected) * (count - expected) / expected;
      }
      CHECK(chi_square < 44.3);  // 15 degrees of freedom: exceeded once in 10^4
    }
  }
}

TEST_CASE("philox: another seed or another counter is another block", "[random][philox]") {
  const PhiloxBlock base = philox({{1, 2, 3, 4}}, philox_key(5));
  CHECK_FALSE(base == philox({{1, 2, 3, 4}}, philox_key(6)));
  CHECK_FALSE(base == philox({{1, 2, 3, 4}}, philox_key(5 + (std::uint64_t{1} << 32))));
  for (int word = 0; word < 4; ++word) {
    PhiloxBlock counter{{1, 2, 3, 4}};
    counter.words[word] ^= 0x80000000;
    CHECK_FALSE(base == philox(counter, philox_key(5)));
  }
}

}  // namespace
}  // namespace warplight
