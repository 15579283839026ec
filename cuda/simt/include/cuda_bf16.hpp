// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Another name of cuda_bf16.h, as in the toolkit.

#include "cuda_bf16.h"
