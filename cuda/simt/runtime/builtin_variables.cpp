// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief threadIdx and its relatives under their own names, so that a debugger knows them. Device code sees them as
///        const (simt/core.hpp), the rest of the runtime under other names (runtime/block.hpp).
#include "vector_types.h"

// NOLINTBEGIN(readability-identifier-naming)
extern __thread uint3 threadIdx;
extern __thread uint3 blockIdx;
extern __thread dim3 blockDim;
extern __thread dim3 gridDim;

__thread uint3 threadIdx;
__thread uint3 blockIdx;
__thread dim3 blockDim;
__thread dim3 gridDim;
// NOLINTEND(readability-identifier-naming)
