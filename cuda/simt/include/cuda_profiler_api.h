// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cudaProfilerStart and cudaProfilerStop, which do nothing.

#include "cuda_runtime_api.h"
