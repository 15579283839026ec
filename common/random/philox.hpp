// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// @file
/// @ingroup common
/// @brief Philox4x32-10: random numbers addressed by a counter, not drawn from a stream.
///
/// There is no state to keep or to share: any thread computes the numbers of any address, so CPU, emulator
/// and GPU draw the same ones from the same seed, whatever the grid. Integers only, hence equal bit for bit.
/// Source: Salmon et al. 2011, section 3.3.

/// Marks what device code may call as well.
#ifdef __CUDACC__
#define WARPLIGHT_HOST_DEVICE __host__ __device__
#else
#define WARPLIGHT_HOST_DEVICE
#endif

namespace warplight {

/// Four random words, or the counter that addresses them.
struct PhiloxBlock {
  std::uint32_t words[4];  ///< low word first
  /// Same words.
  friend constexpr bool operator==(const PhiloxBlock&, const PhiloxBlock&) = default;
};

/// The seed, low word first.
struct PhiloxKey {
  std::uint32_t words[2];  ///< of the seed
};

/// The key of a 64-bit seed.
WARPLIGHT_HOST_DEVICE constexpr PhiloxKey philox_key(std::uint64_t seed) {
  return {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
}

/// The four words at address `counter` of the sequence that `key` names, after ten rounds.
WARPLIGHT_HOST_DEVICE constexpr PhiloxBlock philox(PhiloxBlock counter, PhiloxKey key) {
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9;  // golden ratio
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85;  // sqrt(3) - 1
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = std::uint64_t{0xD2511F53} * counter.words[0];
    const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * counter.words[2];
    const auto high0 = static_cast<std::uint32_t>(product0 >> 32);
    const auto high1 = static_cast<std::uint32_t>(product1 >> 32);
    counter = {{high1 ^ counter.words[1] ^ key.words[0], static_cast<std::uint32_t>(product1),
                high0 ^ counter.words[3] ^ key.words[1], static_cast<std::uint32_t>(product0)}};
    key = {{key.words[0] + kWeyl0, key.words[1] + kWeyl1}};
  }
  return counter;
}

/// One word as a float inside (0, 1): the middles of 2^23 equal cells, all exact, never 0 or 1.
WARPLIGHT_HOST_DEVICE constexpr float uniform_float(std::uint32_t word) {
  return (static_cast<float>(word >> 9) + 0.5F) * 0x1p-23F;
}

/// One word as a double inside (0, 1): the middles of 2^32 equal cells, all exact, never 0 or 1.
WARPLIGHT_HOST_DEVICE constexpr double uniform_double(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

}  // namespace warplight
