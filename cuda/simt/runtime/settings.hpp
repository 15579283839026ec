// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the environment says: SIMT_WORKERS and SIMT_SEED. The checkers and the device read their own.

#include <cstdint>
#include <optional>

namespace simt {

struct Settings {
  unsigned workers;                   ///< SIMT_WORKERS, else the number of cores
  std::optional<std::uint64_t> seed;  ///< SIMT_SEED
};

/// Read once. A value that is not a number ends the program with status 2 and one line.
const Settings& settings();

}  // namespace simt
