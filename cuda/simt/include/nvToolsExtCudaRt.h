// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief NVTX under the names of its earlier versions.

#include "nvtx3/nvToolsExt.h"
