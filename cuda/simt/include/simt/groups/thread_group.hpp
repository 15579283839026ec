// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups: the group whose kind is known at run time only, block, grid and cluster.

#include "simt/core.hpp"
#include "simt/groups/lanes.hpp"

namespace cooperative_groups {
inline namespace SIMT_MODE {

/// Any group: its threads can be counted and wait for each other.
class thread_group {
 public:
  SIMT_DEVICE unsigned long long num_threads() const {
    switch (kind_) {
      case Kind::Grid:
        return 1ULL * gridDim.x * gridDim.y * gridDim.z * block_size();
      case Kind::Block:
        return block_size();
      case Kind::Warps:
        return size_;
      case Kind::Lanes:
        break;
    }
    return static_cast<unsigned>(__builtin_popcount(lanes_));
  }
  SIMT_DEVICE unsigned long long size() const { return num_threads(); }

  SIMT_DEVICE unsigned long long thread_rank() const {
    switch (kind_) {
      case Kind::Grid:
        return block_rank_in_grid() * block_size() + simt::thread_rank();
      case Kind::Block:
        return simt::thread_rank();
      case Kind::Warps:
        return simt::thread_rank() % size_;
      case Kind::Lanes:
        break;
    }
    return simt::rank_in(lanes_, simt::lane_id());
  }

  SIMT_DEVICE void sync(simt::Site site = SIMT_HERE) const {
    switch (kind_) {
      case Kind::Grid:
        simt::grid_barrier(site);
        break;
      case Kind::Block:
        simt::block_barrier(simt::Vote::None, 0, site);
        break;
      case Kind::Warps:
        simt::named_barrier(tile_barrier(), size_, site);
        break;
      case Kind::Lanes:
        simt::gather(lanes_, simt::WarpOp::Sync, nullptr, nullptr, 0, nullptr, site);
        break;
    }
  }

 protected:
  enum class Kind : unsigned char {
    Grid,
    Block,  ///< a cluster, too: of one block
    Warps,  ///< a tile of more than 32 threads
    Lanes   ///< of one warp
  };

  SIMT_DEVICE thread_group(Kind kind, unsigned lanes, unsigned size)
      : kind_(kind), lanes_(lanes), size_(size) {}

  static SIMT_DEVICE unsigned block_size() { return blockDim.x * blockDim.y * blockDim.z; }
  static SIMT_DEVICE unsigned long long block_rank_in_grid() {
    return (1ULL * blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  }
  /// Barriers 16 to 31 are beyond those of `bar.sync`: one for each tile of 64 threads.
  SIMT_DEVICE int tile_barrier() const {
    return 16 + static_cast<int>(simt::thread_rank() / (size_ < 64 ? 64 : size_));
  }

  friend thread_group tiled_partition(const thread_group& parent, unsigned size);

  Kind kind_;
  unsigned lanes_;  ///< Kind::Lanes: the members
  unsigned size_;   ///< Kind::Warps: how many threads
};

/// All threads of the caller's block.
class thread_block : public thread_group {
 public:
  struct arrival_token {};

  SIMT_DEVICE thread_block() : thread_group(Kind::Block, 0, 0) {}

  static SIMT_DEVICE void sync(simt::Site site = SIMT_HERE) {
    simt::block_barrier(simt::Vote::None, 0, site);
  }
  /// The halves of sync(): the whole of it happens in the second.
  SIMT_DEVICE arrival_token barrier_arrive() const { return {}; }
  SIMT_DEVICE void barrier_wait(arrival_token&&, simt::Site site = SIMT_HERE) const { sync(site); }

  static SIMT_DEVICE unsigned thread_rank() { return simt::thread_rank(); }
  static SIMT_DEVICE unsigned num_threads() { return block_size(); }
  static SIMT_DEVICE unsigned size() { return block_size(); }
  static SIMT_DEVICE dim3 group_index() { return blockIdx; }
  static SIMT_DEVICE dim3 thread_index() { return threadIdx; }
  static SIMT_DEVICE dim3 dim_threads() { return blockDim; }
  static SIMT_DEVICE dim3 group_dim() { return blockDim; }
};

SIMT_DEVICE thread_block this_thread_block() { return {}; }

/// Shared memory that CUDA needs for tiles of more than one warp; the emulator does not use it.
template <unsigned kMaxBlockSize = 1024>
struct block_tile_memory {
  char unused[16];
};

template <unsigned kMaxBlockSize>
SIMT_DEVICE thread_block this_thread_block(block_tile_memory<kMaxBlockSize>&) {
  return {};
}

/// All threads of the launch.
class grid_group : public thread_group {
 public:
  struct arrival_token {};

  SIMT_DEVICE grid_group() : thread_group(Kind::Grid, 0, 0) {}

  /// Whether sync() may be used: the launch is cooperative.
  SIMT_DEVICE bool is_valid() const { return simt::cooperative_launch(); }
  SIMT_DEVICE void sync(simt::Site site = SIMT_HERE) const { simt::grid_barrier(site); }
  SIMT_DEVICE arrival_token barrier_arrive() const { return {}; }
  SIMT_DEVICE void barrier_wait(arrival_token&&, simt::Site site = SIMT_HERE) const { sync(site); }

  static SIMT_DEVICE unsigned long long num_blocks() {
    return 1ULL * gridDim.x * gridDim.y * gridDim.z;
  }
  static SIMT_DEVICE unsigned long long num_threads() { return num_blocks() * block_size(); }
  static SIMT_DEVICE unsigned long long size() { return num_threads(); }
  static SIMT_DEVICE unsigned long long block_rank() { return block_rank_in_grid(); }
  static SIMT_DEVICE unsigned long long thread_rank() {
    return block_rank_in_grid() * block_size() + simt::thread_rank();
  }
  static SIMT_DEVICE dim3 block_index() { return blockIdx; }
  static SIMT_DEVICE dim3 dim_blocks() { return gridDim; }
  static SIMT_DEVICE dim3 group_dim() { return gridDim; }
  static SIMT_DEVICE dim3 dim_threads() {
    return {gridDim.x * blockDim.x, gridDim.y * blockDim.y, gridDim.z * blockDim.z};
  }
  static SIMT_DEVICE dim3 thread_index() {
    return {blockIdx.x * blockDim.x + threadIdx.x, blockIdx.y * blockDim.y + threadIdx.y,
            blockIdx.z * blockDim.z + threadIdx.z};
  }
  static SIMT_DEVICE dim3 dim_clusters() { return gridDim; }
  static SIMT_DEVICE unsigned long long num_clusters() { return num_blocks(); }
  static SIMT_DEVICE dim3 cluster_index() { return blockIdx; }
  static SIMT_DEVICE unsigned long long cluster_rank() { return block_rank_in_grid(); }
};

SIMT_DEVICE grid_group this_grid() { return {}; }

/// The caller's cluster: without a cluster launch, one block.
class cluster_group : public thread_group {
 public:
  struct arrival_token {};

  SIMT_DEVICE cluster_group() : thread_group(Kind::Block, 0, 0) {}

  static SIMT_DEVICE void sync(simt::Site site = SIMT_HERE) { thread_block::sync(site); }
  static SIMT_DEVICE arrival_token barrier_arrive() { return {}; }
  static SIMT_DEVICE void barrier_wait(simt::Site site = SIMT_HERE) { sync(site); }
  static SIMT_DEVICE void barrier_wait(arrival_token&&, simt::Site site = SIMT_HERE) { sync(site); }

  static SIMT_DEVICE unsigned query_shared_rank(const void*) { return 0; }
  template <class T>
  static SIMT_DEVICE T* map_shared_rank(T* address, int) {
    return address;
  }
  static SIMT_DEVICE dim3 block_index() { return {0, 0, 0}; }
  static SIMT_DEVICE unsigned block_rank() { return 0; }
  static SIMT_DEVICE dim3 dim_blocks() { return {1, 1, 1}; }
  static SIMT_DEVICE unsigned num_blocks() { return 1; }
  static SIMT_DEVICE dim3 thread_index() { return threadIdx; }
  static SIMT_DEVICE unsigned thread_rank() { return simt::thread_rank(); }
  static SIMT_DEVICE dim3 dim_threads() { return blockDim; }
  static SIMT_DEVICE unsigned num_threads() { return block_size(); }
  static SIMT_DEVICE unsigned size() { return block_size(); }
};

SIMT_DEVICE cluster_group this_cluster() { return {}; }

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
