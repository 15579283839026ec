// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What every `.cu` file has without an include: the runtime API with its C++ forms, the built-in variables
///        and types, the device functions. In C only the API.

// Some programs ask whether it was included.
#define __CUDA_RUNTIME_H__

#include "cuda_runtime_api.h"
#include "vector_functions.h"

#ifdef __cplusplus
#include <cassert>
#include <climits>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>
#include <utility>

#include "simt/access.hpp"
#include "simt/api/templates.hpp"
#include "simt/atomic.hpp"
#include "simt/core.hpp"
#include "simt/intrinsics.hpp"
#include "simt/launch_api.hpp"
#include "simt/math.hpp"
#include "simt/sync.hpp"
#include "simt/texture.hpp"
#include "simt/variables.hpp"
#include "simt/warp.hpp"
#ifdef __CUDACC__
#include "simt/ptx.hpp"
#endif
#endif
