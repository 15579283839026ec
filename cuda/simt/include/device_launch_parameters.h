// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief threadIdx, blockIdx, blockDim, gridDim, warpSize: part of cuda_runtime.h here.

#include "cuda_runtime.h"
