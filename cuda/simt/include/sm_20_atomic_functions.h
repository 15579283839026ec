// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief A part of cuda_runtime.h under the name that older programs include.

#include "cuda_runtime.h"
