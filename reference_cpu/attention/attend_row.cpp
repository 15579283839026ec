// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/attention/attend_row.hpp"

#include "reference_cpu/hot_loop.hpp"
#include "reference_cpu/lanes.hpp"

#include <algorithm>

namespace warplight::reference {

WARPLIGHT_HOT_LOOP void score_row(const float* q,
                                  const float* k,
                                  std::int64_t stride,
                                  std::int64_t keys,
                                  std::int64_t d,
                                  float scale,
                                  float* scores) {
  const std::int64_t whole = d / kLanes * kLanes;
  for (std::int64_t j = 0; j < keys; ++j) {
    const float* row = k + j * stride;
    Float16 lanes{};
    for (std::int64_t c = 0; c < whole; c += kLanes) {
      lanes += load<Float16>(q + c) * load<Float16>(row + c);
    }
    float total = sum(lanes);
    for (std::int64_t c = whole; c < d; ++c) {
      total += q[c] * row[c];
    }
    scores[j] = total * scale;
  }
}

WARPLIGHT_HOT_LOOP void mix_row(const float* p,
                                const float* v,
                                std::int64_t stride,
                                std::int64_t keys,
                                std::int64_t d,
                                float* output) {
  // A strip of columns at a time, whose sums stay in registers over all keys.
  constexpr std::int64_t kVectors = 4;
  constexpr std::int64_t kStrip = kVectors * kLanes;
  std::int64_t first = 0;
  for (; first + kStrip <= d; first += kStrip) {
    Float16 sums[kVectors] = {};
    for (std::int64_t j = 0; j < keys; ++j) {
      for (std::int64_t s = 0; s < kVectors; ++s) {
        sums[s] += p[j] * load<Float16>(v + j * stride + first + s * kLanes);
      }
    }
    std::memcpy(output + first, sums, sizeof(sums));
  }
  std::fill(output + first, output + d, 0.0F);
  for (std::int64_t j = 0; j < keys && first < d; ++j) {
    for (std::int64_t c = first; c < d; ++c) {
      output[c] += p[j] * v[j * stride + c];
    }
  }
}

}  // namespace warplight::reference
