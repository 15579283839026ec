// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cuBLAS with handles.

#include "cublas_api.h"
