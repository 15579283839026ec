// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cuRAND's device API. All generators are one here: Philox4x32-10 (Salmon et al., 2011), whose sequence is
///        cuRAND's of that name; programs that ask for XORWOW or MRG32k3a get other numbers than on a GPU.

#define CURAND_KERNEL_H_

#include <cmath>

#include "cuda_runtime.h"
#include "simt/inline.hpp"

/// A place in the sequence that `key` names, and four numbers of it, of which `used` are used up.
struct curandStatePhilox4_32_10 {
  unsigned counter[4];
  unsigned key[2];
  unsigned output[4];
  unsigned used;
  float spare_normal;
  double spare_normal_double;
  bool has_spare;
  bool has_spare_double;
};
typedef struct curandStatePhilox4_32_10 curandStatePhilox4_32_10_t;
typedef curandStatePhilox4_32_10_t curandStateXORWOW_t;
typedef curandStatePhilox4_32_10_t curandStateXORWOW;
typedef curandStatePhilox4_32_10_t curandStateMRG32k3a_t;
typedef curandStatePhilox4_32_10_t curandStateMRG32k3a;
typedef curandStatePhilox4_32_10_t curandState_t;
typedef curandStatePhilox4_32_10_t curandState;

namespace simt {

/// Ten rounds of Philox4x32.
SIMT_INLINE void philox(const unsigned (&counter)[4],
                        const unsigned (&key)[2],
                        unsigned (&out)[4]) {
  unsigned c[4] = {counter[0], counter[1], counter[2], counter[3]};
  unsigned k[2] = {key[0], key[1]};
  for (int round = 0; round < 10; ++round) {
    const unsigned long long first = 0xD2511F53ULL * c[0];
    const unsigned long long second = 0xCD9E8D57ULL * c[2];
    const unsigned mixed[4] = {
        static_cast<unsigned>(second >> 32) ^ c[1] ^ k[0], static_cast<unsigned>(second),
        static_cast<unsigned>(first >> 32) ^ c[3] ^ k[1], static_cast<unsigned>(first)};
    for (int i = 0; i < 4; ++i) c[i] = mixed[i];
    k[0] += 0x9E3779B9U;
    k[1] += 0xBB67AE85U;
  }
  for (int i = 0; i < 4; ++i) out[i] = c[i];
}

/// Adds to the 64-bit number in words `low` and `low + 1` of the counter; a carry goes on to the next words.
SIMT_INLINE void advance(unsigned (&counter)[4], int low, unsigned long long steps) {
  unsigned long long carry = 0;
  for (int i = low; i < 4; ++i) {
    const unsigned part = i == low       ? static_cast<unsigned>(steps)
                          : i == low + 1 ? static_cast<unsigned>(steps >> 32)
                                         : 0U;
    const unsigned long long sum = counter[i] + carry + part;
    counter[i] = static_cast<unsigned>(sum);
    carry = sum >> 32;
  }
}

/// (0, 1], as cuRAND's.
SIMT_INLINE float unit_float(unsigned bits) {
  return static_cast<float>(bits) * 0x1p-32F + 0x1p-33F;
}
SIMT_INLINE double unit_double(unsigned low, unsigned high) {
  const unsigned long long bits = low ^ (static_cast<unsigned long long>(high) << 21);
  return static_cast<double>(bits) * 0x1p-53 + 0x1p-54;
}

}  // namespace simt

/// Element `offset` of subsequence `subsequence` (each 2^66 long).
SIMT_INLINE void curand_init(unsigned long long seed,
                             unsigned long long subsequence,
                             unsigned long long offset,
                             curandState* state) {
  *state = curandState{};
  state->key[0] = static_cast<unsigned>(seed);
  state->key[1] = static_cast<unsigned>(seed >> 32);
  ::simt::advance(state->counter, 2, subsequence);
  ::simt::advance(state->counter, 0, offset / 4);
  state->used = static_cast<unsigned>(offset % 4);
  ::simt::philox(state->counter, state->key, state->output);
}

SIMT_INLINE unsigned curand(curandState* state) {
  if (state->used == 4) {
    ::simt::advance(state->counter, 0, 1);
    ::simt::philox(state->counter, state->key, state->output);
    state->used = 0;
  }
  return state->output[state->used++];
}
SIMT_INLINE void skipahead(unsigned long long count, curandState* state) {
  const unsigned long long used = state->used + count % 4;
  ::simt::advance(state->counter, 0, count / 4 + used / 4);
  state->used = static_cast<unsigned>(used % 4);
  ::simt::philox(state->counter, state->key, state->output);
}
SIMT_INLINE void skipahead_sequence(unsigned long long count, curandState* state) {
  ::simt::advance(state->counter, 2, count);
  ::simt::philox(state->counter, state->key, state->output);
}

SIMT_INLINE uint4 curand4(curandState* state) {
  uint4 result;
  result.x = curand(state);
  result.y = curand(state);
  result.z = curand(state);
  result.w = curand(state);
  return result;
}
SIMT_INLINE float curand_uniform(curandState* state) { return ::simt::unit_float(curand(state)); }
SIMT_INLINE float4 curand_uniform4(curandState* state) {
  const uint4 bits = curand4(state);
  return make_float4(::simt::unit_float(bits.x), ::simt::unit_float(bits.y),
                     ::simt::unit_float(bits.z), ::simt::unit_float(bits.w));
}
SIMT_INLINE double curand_uniform_double(curandState* state) {
  const unsigned low = curand(state);
  return ::simt::unit_double(low, curand(state));
}
SIMT_INLINE double2 curand_uniform2_double(curandState* state) {
  const double x = curand_uniform_double(state);
  return make_double2(x, curand_uniform_double(state));
}

// Box and Muller: two uniform numbers make two normal ones.
SIMT_INLINE float2 curand_normal2(curandState* state) {
  const float radius = std::sqrt(-2.0F * std::log(curand_uniform(state)));
  const float angle = 6.2831853F * curand_uniform(state);
  return make_float2(radius * std::sin(angle), radius * std::cos(angle));
}
SIMT_INLINE float4 curand_normal4(curandState* state) {
  const float2 first = curand_normal2(state);
  const float2 second = curand_normal2(state);
  return make_float4(first.x, first.y, second.x, second.y);
}
SIMT_INLINE double2 curand_normal2_double(curandState* state) {
  const double radius = std::sqrt(-2.0 * std::log(curand_uniform_double(state)));
  const double angle = 6.283185307179586 * curand_uniform_double(state);
  return make_double2(radius * std::sin(angle), radius * std::cos(angle));
}
SIMT_INLINE float curand_normal(curandState* state) {
  state->has_spare = !state->has_spare;
  if (!state->has_spare) return state->spare_normal;
  const float2 pair = curand_normal2(state);
  state->spare_normal = pair.y;
  return pair.x;
}
SIMT_INLINE double curand_normal_double(curandState* state) {
  state->has_spare_double = !state->has_spare_double;
  if (!state->has_spare_double) return state->spare_normal_double;
  const double2 pair = curand_normal2_double(state);
  state->spare_normal_double = pair.y;
  return pair.x;
}
SIMT_INLINE float curand_log_normal(curandState* state, float mean, float deviation) {
  return std::exp(mean + deviation * curand_normal(state));
}
SIMT_INLINE double curand_log_normal_double(curandState* state, double mean, double deviation) {
  return std::exp(mean + deviation * curand_normal_double(state));
}

/// Knuth's product of uniform numbers for small means, a rounded normal number beyond.
SIMT_INLINE unsigned curand_poisson(curandState* state, double lambda) {
  if (lambda > 64) {
    const double value = std::round(lambda + std::sqrt(lambda) * curand_normal_double(state));
    return value > 0 ? static_cast<unsigned>(value) : 0U;
  }
  const double limit = std::exp(-lambda);
  unsigned count = 0;
  for (double product = curand_uniform_double(state); product > limit; ++count) {
    product *= curand_uniform_double(state);
  }
  return count;
}
