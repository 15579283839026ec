// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The new place of NVTX.

#include "../nvToolsExt.h"
