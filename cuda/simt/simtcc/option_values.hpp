// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the values of flags mean. A value that can't be is a UsageError.

#include <string>
#include <string_view>
#include <vector>

#include "simtcc/options.hpp"

namespace simt::driver {

using Values = std::vector<std::string>;

/// The parts of a list; empty ones do not count.
Values split(std::string_view list, std::string_view separators);

/// `memcheck,racecheck` as bits of Check.
unsigned parse_checks(const std::string& list);

/// `sm_80`, `compute_90a`, `lto_80`, in lists as -gencode and -code have them; the newest wins.
void note_architecture(Options& options, std::string_view text);

double parse_seconds(const std::string& flag, const std::string& text);

/// The value of -t.
unsigned parse_jobs(const std::string& text);

/// g++'s name of the standard. The emulator's headers need C++17; nvcc's own default is C++17, too.
std::string standard_of(const std::string& name);

/// Whether -l names one of CUDA's libraries, which are all in libsimt.a, or missing at compile time.
bool is_cuda_library(std::string_view name);

/// By the extension, unless -x (`forced`) says otherwise.
Language language_of(const std::string& path, const std::string& forced);

}  // namespace simt::driver
