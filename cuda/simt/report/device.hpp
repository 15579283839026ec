// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the tables of four GPUs say of them.

#include <string>
#include <string_view>

namespace simt::report {

struct Device {
  const char* key;  ///< as in SIMT_DEVICE
  const char* name;
  double dram;                ///< bytes per second
  double mma;                 ///< flop/s of the tensor cores, fp16 or bf16 with fp32 accumulation
  double fp32;                ///< flop/s without tensor cores
  double clock;               ///< Hz
  unsigned processors;        ///< SMs
  unsigned shared_bytes;      ///< of an SM
  unsigned shared_per_block;  ///< the most that one block can have
  unsigned warps;             ///< resident on an SM, at most
  unsigned blocks;            ///< likewise
  unsigned reserved_shared;   ///< that each block costs beyond its own
};

/// Null if there is none of that name.
const Device* find_device(std::string_view key);

}  // namespace simt::report
