// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API: the last error, and what errors are called. Signatures are CUDA's.

#include "simt/api/error_types.h"
#include "simt/api/site.h"

/// The last error of this host thread; forgotten by the call, unless it is one that breaks the context.
SIMT_C cudaError_t cudaGetLastError(void);
/// The same, not forgotten.
SIMT_C cudaError_t cudaPeekAtLastError(void);
SIMT_C const char* cudaGetErrorName(cudaError_t error);
SIMT_C const char* cudaGetErrorString(cudaError_t error);
