// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief How many blocks a multiprocessor holds.
#include <algorithm>

#include "runtime/api/device.hpp"

namespace simt {

unsigned resident_blocks(unsigned threads, std::size_t shared, unsigned registers) {
  const cudaDeviceProp& p = device();
  if (threads == 0 || threads > static_cast<unsigned>(p.maxThreadsPerBlock)) return 0;
  if (shared > p.sharedMemPerBlockOptin) return 0;
  const unsigned warps = (threads + 31) / 32;
  // A quarter of the registers and of the warps belongs to each of four schedulers.
  const unsigned warp_registers = (32 * registers + 255) / 256 * 256;
  const unsigned by_registers = 16384 / warp_registers * 4 / warps;
  const std::size_t block_shared = shared + p.reservedSharedMemPerBlock;
  const auto by_shared =
      block_shared == 0 ? ~0U : static_cast<unsigned>(p.sharedMemPerMultiprocessor / block_shared);
  const unsigned by_warps = static_cast<unsigned>(p.maxThreadsPerMultiProcessor) / 32 / warps;
  return std::min(
      {by_registers, by_shared, by_warps, static_cast<unsigned>(p.maxBlocksPerMultiProcessor)});
}

}  // namespace simt
