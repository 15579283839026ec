// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// @brief The one door to Catch2, whose header moved between version 2 and version 3.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;  // NOLINT(misc-unused-using-decls): used by the tests that include this
#else
#include <catch2/catch.hpp>
#endif
