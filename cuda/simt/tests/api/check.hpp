// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @brief What the programs of this folder check with: the first thing that is wrong ends them with status 3.

#include <cstdio>
#include <cstdlib>

#define EXPECT(condition)                                                           \
  do {                                                                              \
    if (!(condition)) {                                                             \
      std::fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #condition); \
      std::exit(3);                                                                 \
    }                                                                               \
  } while (false)

/// Calls that must succeed.
#define OK(call) EXPECT((call) == cudaSuccess)
