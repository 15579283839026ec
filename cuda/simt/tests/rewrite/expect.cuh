// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @brief Checks of the programs in this folder.

#include <cstdio>
#include <cstdlib>

/// Ends the program if two values differ.
#define EXPECT(got, wanted)                                                    \
  do {                                                                         \
    if (!((got) == (wanted))) {                                                \
      std::printf("%s:%d: %s is not %s\n", __FILE__, __LINE__, #got, #wanted); \
      std::exit(1);                                                            \
    }                                                                          \
  } while (false)

/// A launch in a macro, and the wait for it.
#define RUN(...)                                  \
  do {                                            \
    __VA_ARGS__;                                  \
    EXPECT(cudaDeviceSynchronize(), cudaSuccess); \
  } while (false)
