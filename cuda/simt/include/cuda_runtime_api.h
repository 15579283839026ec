// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The runtime API without the templates of cuda_runtime.h; also for C.

// Some programs ask whether it was included.
#define __CUDA_RUNTIME_API_H__

#include "driver_types.h"
#include "simt/api/arrays.h"
#include "simt/api/copies.h"
#include "simt/api/device.h"
#include "simt/api/errors.h"
#include "simt/api/functions.h"
#include "simt/api/graphs.h"
#include "simt/api/memory.h"
#include "simt/api/streams.h"
#include "simt/api/textures.h"

/// The version that programs are compiled for: 1000 x major + 10 x minor.
#define CUDART_VERSION 13000
