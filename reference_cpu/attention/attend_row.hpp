// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// @file
/// @ingroup attention
/// @brief One query row against all keys: what a decode step does, where a matrix product would be a waste.

namespace warplight::reference {

/// scores_j = scale * q . k_j for j < keys.
/// @param q      [d]
/// @param k      [keys, d], rows `stride` elements apart
/// @param stride of k
/// @param keys   Tk
/// @param d      D
/// @param scale  usually 1 / sqrt(D)
/// @param scores [keys]
void score_row(const float* q,
               const float* k,
               std::int64_t stride,
               std::int64_t keys,
               std::int64_t d,
               float scale,
               float* scores);

/// output = sum_j p_j v_j for j < keys.
/// @param p      [keys]
/// @param v      [keys, d], rows `stride` elements apart
/// @param stride of v
/// @param keys   Tk
/// @param d      D
/// @param output [d]
void mix_row(const float* p,
             const float* v,
             std::int64_t stride,
             std::int64_t keys,
             std::int64_t d,
             float* output);

}  // namespace warplight::reference
