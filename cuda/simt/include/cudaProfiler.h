// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cuProfilerStart and cuProfilerStop, which do nothing.

#include "cuda.h"
