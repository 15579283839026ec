// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What a fuzzer counts as a failure, whoever starts it.

// The sanitizers call these by name before main().
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)

/// One allocation of 64 MiB, for inputs of a few kilobytes, means that a header was believed.
extern "C" const char* __asan_default_options() { return "max_allocation_size_mb=64"; }

/// Undefined behaviour ends the run; otherwise it would only be printed.
extern "C" const char* __ubsan_default_options() { return "halt_on_error=1:print_stacktrace=1"; }

// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
