// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Declaration specifiers, under the toolkit's inner name.

#include "../host_defines.h"
