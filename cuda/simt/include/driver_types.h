// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief All types of the runtime API, in the files of simt/api by theme.

// Some programs ask whether it was included.
#define __DRIVER_TYPES_H__

#include "host_defines.h"
#include "simt/api/device_types.h"
#include "simt/api/error_types.h"
#include "simt/api/graph_types.h"
#include "simt/api/launch_types.h"
#include "simt/api/memory_types.h"
#include "simt/api/stream_types.h"
#include "surface_types.h"
#include "texture_types.h"
#include "vector_types.h"
