// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the toolkit asks of a host compiler: nothing here.

#include "host_defines.h"
