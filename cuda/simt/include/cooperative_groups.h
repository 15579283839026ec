// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's cooperative groups: threads of a grid, a block, a tile or a warp as objects.

#include "simt/groups/partition.hpp"
