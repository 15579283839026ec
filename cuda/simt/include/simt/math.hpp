// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's mathematical functions, all in the global namespace.

#include "simt/math/approximate.hpp"
#include "simt/math/functions.hpp"
#include "simt/math/minmax.hpp"
#include "simt/math/rounded.hpp"
