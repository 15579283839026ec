// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What tiles of several warps exchange values through.
#include "simt/groups/wide_tile.hpp"

namespace simt {

__thread const void* shown[1024];

}  // namespace simt
