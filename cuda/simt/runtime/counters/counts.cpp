// SPDX-License-Identifier: Apache-2.0
#include "runtime/counters/counts.hpp"

namespace simt::counters {

const std::array<const char*, kCounterCount> kCounterNames = {
    "global_load_requests",
    "global_load_active_lanes",
    "global_load_bytes",
    "global_load_sectors",
    "global_load_unique_bytes",
    "global_store_requests",
    "global_store_active_lanes",
    "global_store_bytes",
    "global_store_sectors",
    "global_store_unique_bytes",
    "shared_load_requests",
    "shared_load_wavefronts",
    "shared_load_conflicts",
    "shared_store_requests",
    "shared_store_wavefronts",
    "shared_store_conflicts",
    "global_atomics",
    "shared_atomics",
    "barriers",
    "warp_syncs",
    "shuffles",
    "votes",
    "matches",
    "warp_reduces",
    "mma",
    "ldmatrix",
    "async_copies",
    "fences",
};

}  // namespace simt::counters
