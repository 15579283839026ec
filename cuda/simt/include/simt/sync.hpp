// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How the threads of a block wait for each other, under CUDA's names; fences.

#include "simt/core.hpp"

/// All threads of the block wait here; what they did before is seen by all after.
SIMT_DEVICE void __syncthreads(simt::Site site = SIMT_HERE) {
  simt::block_barrier(simt::Vote::None, 0, site);
}

/// The same; returns how many predicates are not zero.
SIMT_DEVICE int __syncthreads_count(int predicate, simt::Site site = SIMT_HERE) {
  return simt::block_barrier(simt::Vote::Count, predicate, site);
}

/// The same; returns whether all predicates are not zero.
SIMT_DEVICE int __syncthreads_and(int predicate, simt::Site site = SIMT_HERE) {
  return simt::block_barrier(simt::Vote::And, predicate, site);
}

/// The same; returns whether a predicate is not zero.
SIMT_DEVICE int __syncthreads_or(int predicate, simt::Site site = SIMT_HERE) {
  return simt::block_barrier(simt::Vote::Or, predicate, site);
}

/// All threads of the block meet at barrier `id` (0 to 15).
SIMT_DEVICE void __barrier_sync(unsigned id, simt::Site site = SIMT_HERE) {
  simt::named_barrier(static_cast<int>(id), 0, site);
}

/// `threads` (a multiple of the warp size) of the block meet at barrier `id` (0 to 15).
SIMT_DEVICE void __barrier_sync_count(unsigned id, unsigned threads, simt::Site site = SIMT_HERE) {
  simt::named_barrier(static_cast<int>(id), threads, site);
}

/// The lanes of a warp that `mask` names wait here for each other; orders their accesses.
SIMT_DEVICE void __syncwarp(unsigned mask = 0xFFFFFFFFU, simt::Site site = SIMT_HERE) {
  simt::gather(mask, simt::WarpOp::Sync, nullptr, nullptr, 0, nullptr, site);
}

/// What the caller wrote before is seen before what it writes after: by its block ...
SIMT_DEVICE void __threadfence_block(simt::Site site = SIMT_HERE) {
  simt::fence(simt::Scope::Block, site);
}

/// ... by the device ...
SIMT_DEVICE void __threadfence(simt::Site site = SIMT_HERE) {
  simt::fence(simt::Scope::Device, site);
}

/// ... by the host, too.
SIMT_DEVICE void __threadfence_system(simt::Site site = SIMT_HERE) {
  simt::fence(simt::Scope::System, site);
}
