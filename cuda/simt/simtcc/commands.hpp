// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The command lines of g++ that simtcc starts.

#include <string>
#include <vector>

#include "simtcc/options.hpp"

namespace simt::driver {

using Command = std::vector<std::string>;

/// The toolkit's folder with Thrust and CUB, "" where there is none: under $CUDA_HOME, $CUDA_PATH or /usr/local/cuda.
std::string find_cccl();

/// g++ -E of a .cu file, with what nvcc defines. Headers of `cccl` (if not empty) come before the emulator's own:
/// Thrust needs all of libcu++, not what the emulator has of it.
Command preprocess_command(const Options& options,
                           const std::string& input,
                           const std::string& output,
                           const std::string& cccl = "");

/// g++ -c of the rewritten text: fast or checked.
Command compile_command(const Options& options,
                        const std::string& input,
                        const std::string& output);

/// A .cpp or .c file beside: as the host compiler sees it, CUDA's headers within reach, never instrumented.
Command host_command(const Options& options, const Input& input, const std::string& output);

/// Objects with hooks come first, so that of inline functions in several objects the linker keeps theirs.
Command link_command(const Options& options,
                     const std::vector<std::string>& objects,
                     const std::string& output);

}  // namespace simt::driver
