// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Registers of kernels, from what `nvcc -Xptxas -v` prints.

#include <map>
#include <string>
#include <string_view>

namespace simt::report {

/// Registers a thread, by the kernel's plain identifier; the largest figure, where there are several instances or
/// architectures. `text` is ptxas's output (on standard error).
std::map<std::string, unsigned> parse_ptxas(std::string_view text);

/// The last identifier of the function that a mangled name stands for ("_ZN1a1bI..." -> "b"); the name itself, if it
/// isn't mangled.
std::string plain_identifier(std::string_view mangled);

}  // namespace simt::report
