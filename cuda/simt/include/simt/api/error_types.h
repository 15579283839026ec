// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Errors of the runtime API.

/// What every call of the runtime returns.
enum cudaError {
#define SIMT_ERROR(name, value, text) name = value,
#include "simt/api/errors.inc"
#undef SIMT_ERROR
};

typedef enum cudaError cudaError_t;
