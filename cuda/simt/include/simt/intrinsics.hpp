// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief CUDA's intrinsic functions other than mathematics, atomics and warp operations.

#include "simt/bits.hpp"
#include "simt/convert.hpp"
#include "simt/device.hpp"
#include "simt/device_heap.hpp"
#include "simt/dpx.hpp"
#include "simt/memory.hpp"
#include "simt/video.hpp"
