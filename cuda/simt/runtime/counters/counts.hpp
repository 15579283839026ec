// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The names and the order of the counters.

#include <array>
#include <cstdint>

namespace simt::counters {

/// In the order of the JSON.
enum Counter : unsigned {
  kGlobalLoadRequests,
  kGlobalLoadActiveLanes,
  kGlobalLoadBytes,
  kGlobalLoadSectors,
  kGlobalLoadUniqueBytes,
  kGlobalStoreRequests,
  kGlobalStoreActiveLanes,
  kGlobalStoreBytes,
  kGlobalStoreSectors,
  kGlobalStoreUniqueBytes,
  kSharedLoadRequests,
  kSharedLoadWavefronts,
  kSharedLoadConflicts,
  kSharedStoreRequests,
  kSharedStoreWavefronts,
  kSharedStoreConflicts,
  kGlobalAtomics,
  kSharedAtomics,
  kBarriers,
  kWarpSyncs,
  kShuffles,
  kVotes,
  kMatches,
  kWarpReduces,
  kMma,
  kLdmatrix,
  kAsyncCopies,
  kFences,
  kCounterCount
};

extern const std::array<const char*, kCounterCount> kCounterNames;

using Counts = std::array<std::uint64_t, kCounterCount>;

}  // namespace simt::counters
