// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief How the runtime API learns the line that calls it: in C++ a last parameter that nobody passes, so that a
///        finding can name the call; in C nothing.

#include "host_defines.h"

#ifdef __cplusplus
#include "simt/core.hpp"
#define SIMT_SITE , ::simt::Site site = SIMT_HERE
#define SIMT_SITE_ONLY ::simt::Site site = SIMT_HERE
#define SIMT_OR(value) = value
#define SIMT_C extern "C"
#else
#define SIMT_SITE
#define SIMT_SITE_ONLY void
#define SIMT_OR(value)
#define SIMT_C extern
#endif
